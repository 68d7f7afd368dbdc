import { arbitraryDossier } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlainDate } from "../../src/calendar/index.ts";
import { builtInPredicates } from "../../src/reminders/index.ts";

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
