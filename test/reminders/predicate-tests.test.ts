import { arbitraryDossier } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { PlainDate } from "../../src/calendar/index.ts";
import { compileCondition } from "../../src/reminders/condition.ts";
import { builtInPredicates, definePredicate } from "../../src/reminders/index.ts";
import { person } from "./_kit.ts";

const today: PlainDate = "2026-06-15";
const window = { from: today, to: "2026-06-16", today, zone: "UTC" } as const;
const days = fc.record(
  {
    atLeast: fc.double({ min: 0, max: 3000, noNaN: true }),
    atMost: fc.double({ min: 3000, max: 6000, noNaN: true }),
  },
  { requiredKeys: [] },
);
const some = <T>(...values: T[]) => fc.record({ in: fc.subarray(values, { minLength: 1 }) });

/** Options for every predicate that has a quick form. */
const options: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  "party.kind": some("person", "organisation", "household"),
  "party.role": fc.record({ is: fc.constantFrom("customer", "prospect", "partner") }),
  "party.zone": some("Asia/Taipei", "Asia/Shanghai", "Europe/Berlin", "UTC"),
  "party.language": some("en", "zh-Hant", "de"),
  "party.days-since-start": days,
  "party.has-owner": fc.constant({}),
};

describe("the quick form of a predicate", () => {
  const quick = Object.entries(builtInPredicates).filter(([, { test }]) => test !== undefined);

  it("exists for those named here", () => {
    expect(quick.map(([name]) => name).sort()).toEqual(Object.keys(options).sort());
  });

  it.each(quick)("of %s agrees with the one that says what was looked at", (name, predicate) => {
    const details = fc.record({
      roles: fc.option(fc.subarray(["customer", "prospect", "partner"]), { nil: undefined }),
      languages: fc.option(fc.subarray(["en", "zh-Hant", "fr"]), { nil: undefined }),
      timeZone: fc.option(fc.constantFrom("Asia/Taipei", "Europe/Berlin", "Europe/Paris"), {
        nil: undefined,
      }),
      since: fc.option(fc.constantFrom("2026-06-15", "2026-06-14", "2018-03-29", "2010-01-01"), {
        nil: undefined,
      }),
    });
    fc.assert(
      fc.property(arbitraryDossier({ asOf: today }), details, options[name]!, (dossier, more, given) => {
        const asked = { ...dossier, party: { ...dossier.party, ...more } } as typeof dossier;
        const found = predicate.compile(given as never)(asked, window).holds;
        expect(predicate.test?.(given as never)(asked, window)).toBe(found);
        // Asked again on another day, the bounds are those of that day.
        const other = { ...window, today: "2027-01-01" } as const;
        const test = predicate.test!(given as never);
        test(asked, window);
        expect(test(asked, other)).toBe(predicate.compile(given as never)(asked, other).holds);
      }),
      { numRuns: 60 },
    );
  });
});

describe("questions joined by all or any", () => {
  const ask = fc.oneof(
    ...Object.entries(options).map(([is, given]) => given.map((one) => ({ is, with: one }))),
    fc.constant({ is: "party.age", with: { atLeast: 30 } }),
  );
  const { condition } = fc.letrec((tie) => ({
    condition: fc.oneof(
      { depthSize: "small" },
      ask,
      fc.array(tie("condition"), { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
      fc.array(tie("condition"), { minLength: 1, maxLength: 4 }).map((any) => ({ any })),
      tie("condition").map((not) => ({ not })),
    ),
  }));

  it("come out as their parts do, whichever is asked first", () => {
    fc.assert(
      fc.property(arbitraryDossier(), condition, (dossier, given) => {
        const ready = compileCondition(given, builtInPredicates, [], () => undefined);
        fc.pre(ready !== undefined);
        expect(ready?.holds(dossier, window)).toBe(ready?.trace(dossier, window).holds);
      }),
      { numRuns: 300 },
    );
  });

  it("are asked in the order of their work, or as they stand where one does not say", () => {
    const seen: string[] = [];
    const one = (name: string, effort?: number) =>
      definePredicate({
        schema: z.strictObject({}),
        asks: `Is it ${name}?`,
        reads: () => [],
        compile: () => () => ({ holds: true }),
        test: () => () => seen.push(name) > 0,
        effort,
      });
    const predicates = { slow: one("slow", 2), quick: one("quick", 0), silent: one("silent") };
    const orderOf = (...names: string[]): string[] => {
      seen.length = 0;
      const all = names.map((is) => ({ is, with: {} }));
      compileCondition({ all }, predicates, [], () => undefined)?.holds({ party: person("c1") }, window);
      return [...seen];
    };
    expect(orderOf("slow", "quick")).toEqual(["quick", "slow"]);
    expect(orderOf("slow", "silent", "quick")).toEqual(["slow", "silent", "quick"]);
  });
});
