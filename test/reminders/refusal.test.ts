import { describe, expect, it } from "vitest";
import {
  builtInRules,
  configureRule,
  createDueIndex,
  type Dossier,
  type ReminderRule,
} from "../../src/reminders/index.ts";
import { codes, granted, person, ruleOf, runFor } from "./_kit.ts";

const rule = builtInRules.find(({ id }) => id === "ask-after-refusal")!;
const offers: Dossier["offers"] = new Map([
  [
    "fund",
    { schemaVersion: 1, id: "fund", name: "Tech fund", kind: "standard", productIds: ["p1", "p2"] } as const,
  ],
]);
const refused = (decidedAt: string): Partial<Dossier> => ({
  party: person("c1", { ownerId: "eve" }),
  consents: granted,
  offers,
  offerDecisions: [
    { schemaVersion: 1, id: "d1", offerId: "fund", partyId: "c1", decidedAt, decision: "refused" },
  ],
});
const about = (id: string, rest: object): ReminderRule => ruleOf(id, { due: "2026-06-10", ...rest });
const promotions = [
  about("a-product", { anchor: "product:p1" }),
  about("a-successor", { anchor: "upgrade:p0>p2" }),
  about("bundle", { anchor: "bundle:fund" }),
  about("by-evidence", {
    evidence: [{ label: "bought", value: 1, asOf: "2026-01-01", source: "product:p2" }],
  }),
  about("named", { about: ["fund"] }),
  about("other-name", { anchor: "product:p10" }),
  about("something-else", { anchor: "product:p1", about: ["p9"] }),
];

describe("an offer that was refused", () => {
  const run = (asOf: string, rules: readonly ReminderRule[] = [rule, ...promotions]) => {
    const { decisions } = runFor(refused("2026-06-10T08:00:00Z"), { asOf, rules });
    return Object.fromEntries(decisions.map((one) => [one.ruleId, codes(one)[0]]));
  };

  it("is not promoted again for 60 days, nor are its products; the rest is", () => {
    expect(rule.silence).toEqual({ purposes: ["promotional"], days: 60, ofSame: true });
    const wanted = promotions.map((one) => ({ ...one, catchUpDays: 90, caps: { obeys: false } }));
    expect(run("2026-06-10T09:00:00Z", [rule, ...wanted])).toEqual({
      "ask-after-refusal": "due",
      "a-product": "paused",
      "a-successor": "paused",
      bundle: "paused",
      "by-evidence": "paused",
      named: "paused",
      "other-name": "due",
      "something-else": "due",
    });
    // 10 June and 60 days are 9 August.
    expect(run("2026-08-08T09:00:00Z", [rule, wanted[0]!])["a-product"]).toBe("paused");
    expect(run("2026-08-09T09:00:00Z", [rule, wanted[0]!])["a-product"]).toBe("due");
  });

  it("is waited for, with the moment and the rule that stands in the way", () => {
    const patient = { ...promotions[0]!, catchUpDays: 90 };
    const { decisions } = runFor(refused("2026-06-10T08:00:00Z"), {
      asOf: "2026-06-10T09:00:00Z",
      rules: [rule, patient],
    });
    expect(decisions.find(({ ruleId }) => ruleId === "a-product")).toMatchObject({
      verdict: "defer",
      reasons: [{ code: "paused", by: "ask-after-refusal|c1|refusal:d1", until: "2026-08-09T00:00:00Z" }],
    });
  });

  it("is silent for as long as the option says", () => {
    const brief = configureRule(rule, { silentDays: 10 });
    expect(brief.silence?.days).toBe(10);
    expect(configureRule(rule, { silentDays: 0 }).silence).toBeUndefined();
    const own = { purposes: ["promotional", "care"], days: 30 } as const;
    expect(configureRule({ ...rule, silence: own }, { silentDays: 10 }).silence).toEqual(own);
    const wanted = { ...promotions[0]!, catchUpDays: 90 };
    expect(run("2026-06-19T09:00:00Z", [brief, wanted])["a-product"]).toBe("paused");
    expect(run("2026-06-20T09:00:00Z", [brief, wanted])["a-product"]).toBe("due");
  });

  it("is known to the due index for as long as it silences", () => {
    const dossier = { ...refused("2026-06-10T08:00:00Z") } as Dossier;
    const index = createDueIndex([dossier], { from: "2026-08-01", days: 20, rules: [rule] });
    expect(index.dueAt("2026-08-08T09:00:00Z")).toEqual(["c1"]);
    expect(index.dueAt("2026-08-15T09:00:00Z")).toEqual([]);
  });

  it("must be named by ids", () => {
    const bad = ruleOf("bad", { due: "2026-06-10", about: [""] });
    const { problems } = runFor({ consents: granted }, { asOf: "2026-06-10T09:00:00Z", rules: [bad] });
    expect(problems[0]?.message).toContain("about must be a list of ids");
  });
});
