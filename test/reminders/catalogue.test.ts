import { evidenceSchema, wordingSchema } from "clientele/model";
import {
  builtInRules,
  chooseMessages,
  configureRule,
  type Dossier,
  sayDecision,
  simplifiedChinese,
  traditionalChinese,
  tryRule,
} from "clientele/reminders";
import { describe, expect, it } from "vitest";
import type { PlainDate } from "../../src/calendar/index.ts";
import { cells } from "../../src/model/index.ts";
import { contract, examples, mei } from "./_examples.ts";
import { earn, importantDate, installed, runFor, talk } from "./_kit.ts";

const ruleOf = (id: string) => builtInRules.find((rule) => rule.id === id)!;

describe("the catalogue", () => {
  it("is complete: every rule of the catalogue is there, once, with what it serves and how", () => {
    const ids = builtInRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(examples).sort()).toEqual([...ids].sort());
    const has = new Set(builtInRules.map(({ catalogue }) => catalogue));
    const numbered = (letters: string, last: number): string[] =>
      Array.from({ length: last }, (_, i) => `${letters}${i + 1}`);
    const asked = [
      ...numbered("PC", 9),
      ...numbered("CC", 15),
      ...numbered("PR", 9),
      ...numbered("CR", 18),
      ...numbered("PT", 7),
      ...numbered("CT", 11),
    ];
    expect(asked.filter((one) => !has.has(one))).toEqual([]);
    const cellOf: Readonly<Record<string, string>> = {
      PC: "product.care",
      CC: "customer.care",
      PR: "product.recommend",
      CR: "customer.recommend",
      PT: "product.trend",
      CT: "customer.trend",
    };
    for (const { catalogue, cell } of builtInRules)
      if (/\d/.test(catalogue)) expect([catalogue, cell]).toEqual([catalogue, cellOf[catalogue.slice(0, 2)]]);
    expect(new Set(builtInRules.map(({ cell }) => cell))).toEqual(new Set(cells));
    expect(new Set(builtInRules.map(({ goal }) => goal))).toEqual(
      new Set(["acquire", "retain", "grow", "migrate-up", "win-back", "let-go"]),
    );
  });

  it("is JSON but for its functions, and says when each rule speaks", () => {
    for (const rule of builtInRules) {
      const { occurrences: _, ...data } = rule;
      expect(JSON.parse(JSON.stringify(data))).toEqual(JSON.parse(JSON.stringify(rule)));
      expect(JSON.parse(JSON.stringify(rule.options))).toEqual(rule.options);
      expect([rule.id, rule.timing.length > 5 && !/undefined|NaN/.test(rule.timing)]).toEqual([
        rule.id,
        true,
      ]);
    }
  });
});

/** Requirements that the case of a rule shows. */
const claims: Readonly<Record<string, string>> = {
  "regular-contact": "[S0-107]",
  "contract-notice": "[S0-125]",
  "lock-in-end": "[S0-125]",
  "new-product": "[S0-136]",
  "activity-feedback": "[S1-12]",
  "life-stage-school": "[S1-21]",
  "life-stage-job": "[S1-21]",
  "life-stage-marriage": "[S1-21]",
  "life-stage-child": "[S1-21]",
  "points-expiring": "[S1-25]",
  "influence-move": "[S2-22]",
  "verify-facts": "[S4-34]",
  "delete-facts": "[S4-34]",
  "win-back": "[S4-73]",
};

describe.each(Object.entries(examples))("%s", (id, { on, speaks, says, silent }) => {
  const rule = ruleOf(id);
  const dossier = { party: mei, ...speaks };

  it(`speaks in its case, with evidence and in three languages ${claims[id] ?? ""}`.trim(), () => {
    const { occurrences, missing, fires } = tryRule(rule, dossier, on);
    expect([id, missing]).toEqual([id, []]);
    expect(fires).toBe(true);
    const texts = occurrences.map(({ message }) => message).join("\n");
    expect(texts).toContain(says);
    for (const occurrence of occurrences) {
      expect(occurrence.evidence.length).toBeGreaterThan(0);
      for (const fact of occurrence.evidence) evidenceSchema.parse(fact);
      wordingSchema.parse(occurrence.wording);
      expect(occurrence.wording?.key).toBe(id);
      const [hant, hans] = [traditionalChinese, simplifiedChinese].map((one) => sayDecision(occurrence, one));
      for (const said of [hant!, hans!]) {
        expect(said.message).toMatch(/[\u4e00-\u9fff]/);
        expect(said.message).not.toMatch(/undefined|NaN|\[object/);
        expect(said.message.length).toBeLessThanOrEqual(500);
        expect(said.question === undefined).toBe(occurrence.question === undefined);
      }
      expect(hant!.message).not.toBe(hans!.message);
    }
  });

  it("is silent in its counter-case", () => {
    const [counter, day] = typeof silent === "string" ? [dossier, silent] : [{ party: mei, ...silent }, on];
    expect(tryRule(rule, counter, day).occurrences.map(({ message }) => message)).toEqual([]);
  });
});

describe("options", () => {
  it("change when a rule speaks, and are checked by name and value", () => {
    const early = configureRule(ruleOf("warranty-end"), { leadDays: [60] });
    const dossier = {
      party: mei,
      installedProducts: [installed("2024-06-22", { warrantyEndsOn: "2026-08-14" })],
    };
    expect(tryRule(early, dossier, "2026-06-15").fires).toBe(true);
    expect(tryRule(ruleOf("warranty-end"), dossier, "2026-06-15").fires).toBe(false);
    expect(early.catchUpDays).toBe(60);
    expect(early.timing).toBe("60 days before a warranty ends");
    const refused: readonly (readonly [Record<string, unknown>, string])[] = [
      [
        { leadDays: [7, -1] },
        'Cannot define rule "warranty-end": options.leadDays[1] must be an integer from 0 to 3660, got -1',
      ],
      [{ leadDays: [7, 7] }, "options.leadDays must not name a value twice"],
      [{ leadDays: [] }, "options.leadDays must be a list of 1 to 100 values"],
      [{ leadDays: 7 }, "options.leadDays must be a list"],
      [{ lead: [7] }, "options.lead is none of its options (leadDays)"],
    ];
    for (const [options, message] of refused)
      expect(() => configureRule(ruleOf("warranty-end"), options as never)).toThrow(message);
    expect(() => configureRule(ruleOf("birthday"), { missingDay: "never" })).toThrow(
      "options.missingDay must be backward, forward or omit",
    );
    expect(() => configureRule(ruleOf("move-predicted"), { leastShare: 1.5 })).toThrow(
      "options.leastShare must be a number from 0 to 1, got 1.5",
    );
    expect(() => configureRule(ruleOf("regular-contact"), { intervalDays: { D: 3 } as never })).toThrow(
      "options.intervalDays.D is not known",
    );
  });

  it("leave alone what was changed by copying", () => {
    const louder = { ...ruleOf("installation-check"), priority: 99, catchUpDays: 3 };
    const later = configureRule(louder, { delayDays: 10 });
    expect([later.priority, later.catchUpDays, later.timing]).toEqual([
      99,
      3,
      "10 days after the installation",
    ]);
  });
});

describe("golden cases of days of the year", () => {
  const datesOf = (
    rule: (typeof builtInRules)[number],
    date: Parameters<typeof importantDate>[0],
    from: PlainDate,
    to: PlainDate,
  ) =>
    rule
      .occurrences(
        { party: mei, importantDates: [importantDate(date)] },
        { from, to, today: from, zone: "UTC" },
      )
      .map(({ due, anchor }) => [due, anchor]);
  const birthday = ruleOf("birthday");
  const leapSix = { calendar: "chinese", year: 1987, month: 6, leapMonth: true, day: 5 } as const;

  it("A13: two days ahead of 29 February in a common year, backward and forward", () => {
    const ahead = (missingDay: string) =>
      datesOf(
        configureRule(ruleOf("birthday-ahead"), { leadDays: 2, missingDay }),
        { calendar: "gregorian", year: 2000, month: 2, day: 29 },
        "2023-01-01",
        "2024-01-01",
      ).map(([due]) => due);
    expect([ahead("backward"), ahead("forward")]).toEqual([["2023-02-26"], ["2023-02-27"]]);
  });

  it("B07, B08, B09, B10: a birthday in a leap month by each policy, with identities of its own", () => {
    const by = (leapMonth: string, from: PlainDate, to: PlainDate) =>
      datesOf(configureRule(birthday, { leapMonth }), leapSix, from, to);
    expect(by("leap-if-exists", "2024-01-01", "2029-01-01").map(([due]) => due)).toEqual([
      "2024-07-10",
      "2025-07-29",
      "2026-07-18",
      "2027-07-08",
      "2028-07-26",
    ]);
    expect(by("regular", "2024-01-01", "2026-01-01").map(([due]) => due)).toEqual([
      "2024-07-10",
      "2025-06-29",
    ]);
    expect(by("both", "2025-01-01", "2026-01-01")).toEqual([
      ["2025-06-29", "chinese:2025"],
      ["2025-07-29", "chinese:2025:leap"],
    ]);
    expect(by("leap-only", "2017-01-01", "2029-01-01").map(([due]) => due)).toEqual([
      "2017-07-27",
      "2025-07-29",
    ]);
  });

  it("B14: a day that the lunar month lacks may go forward, and belongs to its own lunar year", () => {
    const rule = configureRule(birthday, { missingDay: "forward" });
    const date = { calendar: "chinese", month: 12, day: 30 } as const;
    expect(datesOf(rule, date, "2025-01-01", "2025-03-01")).toEqual([["2025-01-29", "chinese:2024"]]);
  });

  it("B16, B19: 12/1 comes twice in 2024, each time in its own lunar year", () => {
    expect(datesOf(birthday, { calendar: "chinese", month: 12, day: 1 }, "2024-01-01", "2025-01-01")).toEqual(
      [
        ["2024-01-11", "chinese:2023"],
        ["2024-12-31", "chinese:2024"],
      ],
    );
  });
});

describe("golden cases of terms and contacts", () => {
  it("F07: points earned for twelve months are spoken of 30 and 3 days before", () => {
    const rule = configureRule(ruleOf("points-expiring"), { leadDays: [30, 3] });
    const points = [earn("e1", "2022-12-04", "10", "2023-12-04")];
    const on = (day: PlainDate) =>
      tryRule(rule, { party: mei, points }, day).occurrences.map(({ due }) => due);
    expect([on("2023-11-03"), on("2023-11-04"), on("2023-12-01")]).toEqual([
      [],
      ["2023-11-04"],
      ["2023-12-01"],
    ]);
  });

  it("F11: a series whose first steps are past is entered at the step of today", () => {
    const rule = configureRule(ruleOf("renewal"), { leadDays: [270, 240, 210, 180] });
    const contracts = [contract({ endsOn: "2024-09-01" })];
    const found = tryRule(rule, { party: mei, contracts }, "2024-02-04").occurrences;
    expect(found.map(({ due, step }) => [due, step])).toEqual([["2024-02-04", "-210d"]]);
  });

  it("F19, F20: the next talk is counted from the last, soft first and then hard", () => {
    const days = { A: 42, B: 42, C: 42, unknown: 42 };
    const soft = configureRule(ruleOf("contact-soon"), {
      intervalDays: days,
      softShare: 28 / 42,
      classes: ["unknown"],
    });
    const hard = configureRule(ruleOf("regular-contact"), { intervalDays: days });
    const dossier = { party: mei, interactions: [talk("2026-01-01T09:00:00Z")] };
    const at = (day: PlainDate) => [tryRule(soft, dossier, day).fires, tryRule(hard, dossier, day).fires];
    expect([at("2026-01-28"), at("2026-01-30"), at("2026-02-13")]).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
    const later = { party: mei, interactions: [talk("2026-01-01T09:00:00Z"), talk("2026-02-11T09:00:00Z")] };
    expect(tryRule(hard, later, "2026-02-13").fires).toBe(false);
  });

  it("E23: nothing is said to or about somebody who has died", () => {
    const party = { ...mei, closed: { reason: "deceased", on: "2026-01-01" } } as const;
    const importantDates = [importantDate({ calendar: "gregorian", month: 6, day: 15 })];
    const { decisions } = runFor({ party, importantDates }, { asOf: "2026-06-15T06:00:00Z" });
    expect(decisions.filter(({ verdict }) => verdict !== "suppress")).toEqual([]);
  });
});

describe("messages", () => {
  it("are short whatever the names, in every language", () => {
    const long = "名".repeat(400);
    for (const [id, { on, speaks }] of Object.entries(examples)) {
      const dossier: Dossier = { party: mei, ...speaks };
      const party = { ...dossier.party, name: long };
      for (const occurrence of tryRule(ruleOf(id), { ...dossier, party }, on).occurrences)
        for (const said of [
          occurrence,
          sayDecision(occurrence, traditionalChinese),
          sayDecision(occurrence, simplifiedChinese),
        ])
          expect(said.message.length).toBeLessThanOrEqual(500);
    }
  });

  it("are chosen by the languages of the reader; a team adds a language by its functions", () => {
    const german = { birthday: (p: { readonly name: string | number }) => `${p.name} hat heute Geburtstag.` };
    const languages = { "zh-Hant": traditionalChinese, de: german as never };
    const { occurrences } = tryRule(
      ruleOf("birthday"),
      { party: mei, ...examples.birthday.speaks },
      "2026-06-15",
    );
    const say = (...tags: string[]) => {
      const messages = chooseMessages(tags, languages);
      return messages === undefined ? "" : sayDecision(occurrences[0]!, messages).message;
    };
    expect(say("de-AT")).toBe("Mei Lin hat heute Geburtstag.");
    expect(say("zh-HK")).toContain("2026年6月15日是Mei Lin的生日");
    expect(say("fr")).toBe("");
    expect(
      sayDecision(tryRule(ruleOf("welcome"), { party: mei }, "2024-01-17").occurrences[0]!, german as never)
        .message,
    ).toContain("welcome them");
  });
});
