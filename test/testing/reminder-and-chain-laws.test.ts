import {
  countTransitions,
  createChain,
  estimatePosterior,
  estimateTransitionMatrix,
} from "clientele/migration";
import {
  affiliationSchema,
  consentSchema,
  customerSnapshotSchema,
  importantDateSchema,
  insightSchema,
  installedProductSchema,
  interactionSchema,
  partySchema,
  pointsEntrySchema,
  productSchema,
} from "clientele/model";
import {
  builtInRules,
  decideReminders,
  defineRule,
  type Occurrence,
  type ReminderRule,
} from "clientele/reminders";
import {
  arbitraryDossier,
  type ChainEstimator,
  chainLaws,
  type Law,
  reminderRuleLaws,
} from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** The rules that the dossiers drawn are made for; the others are tested in dossiers of their own. */
const drawnFor = builtInRules.filter(({ id }) =>
  [
    "installation-check",
    "maintenance-due",
    "birthday",
    "regular-contact",
    "replenishment",
    "reason-for-use",
    "narrow-range",
    "points-expiring",
    "segment-shift",
    "long-silence",
    "tier-moved",
  ].includes(id),
);

const brokenBy = (laws: readonly Law[], numRuns = 100): string[] =>
  laws
    .filter((law) => fc.check(law.property, { numRuns, seed: 7, endOnFailure: true }).failed)
    .map((law) => law.id);

const asOf = "2026-06-15";

describe("the dossiers drawn", () => {
  it("are valid records, every one", () => {
    const valid = fc.property(arbitraryDossier(), (dossier) => {
      partySchema.parse(dossier.party);
      for (const one of dossier.importantDates ?? []) importantDateSchema.parse(one);
      for (const one of dossier.installedProducts ?? []) installedProductSchema.parse(one);
      for (const one of dossier.points ?? []) pointsEntrySchema.parse(one);
      for (const one of dossier.consents ?? []) consentSchema.parse(one);
      for (const one of dossier.interactions ?? []) interactionSchema.parse(one);
      for (const one of dossier.insights ?? []) insightSchema.parse(one);
      for (const one of dossier.affiliations ?? []) affiliationSchema.parse(one);
      for (const one of dossier.products?.values() ?? []) productSchema.parse(one);
      if (dossier.snapshot !== undefined) customerSnapshotSchema.parse(dossier.snapshot);
    });
    fc.assert(valid, { numRuns: 200, seed: 7 });
  });

  it("shrink to a person of whom nothing else is known", () => {
    const { counterexample } = fc.check(
      fc.property(arbitraryDossier(), () => false),
      { seed: 7 },
    );
    expect(counterexample).toEqual([{ party: { schemaVersion: 1, id: "c1", kind: "person", name: "Ada" } }]);
  });

  it.each(drawnFor.map((rule) => [rule.id, rule] as const))("often make %s speak", (_, rule) => {
    const window = { from: asOf, to: "2026-06-16", today: asOf, zone: "UTC" } as const;
    const start = new Date(Date.parse(asOf) - rule.catchUpDays * 86_400_000).toISOString().slice(0, 10);
    const from = start as typeof asOf;
    const spoken = fc
      .sample(arbitraryDossier(), { numRuns: 300, seed: 7 })
      .filter((dossier) =>
        rule.occurrences(dossier, { ...window, from }).some(({ due }) => due >= from && due <= asOf),
      );
    expect(spoken.length).toBeGreaterThan(9);
  });

  it("make every built-in rule speak in its season, and every one readable, where everything is drawn", () => {
    const spoken = new Set<string>();
    // Some rules speak in the first days of a year or a half-year alone.
    for (const [day, numRuns] of [
      ["2026-06-15", 900],
      ["2026-01-05", 250],
      ["2026-03-20", 250],
      ["2026-07-20", 250],
    ] as const)
      for (const dossier of fc.sample(arbitraryDossier({ everything: true, asOf: day }), {
        numRuns,
        seed: 7,
      })) {
        const input = {
          asOf: `${day}T06:00:00Z`,
          zone: "UTC",
          dossiers: [dossier],
          horizonDays: 40,
        } as const;
        const { decisions, problems } = decideReminders(input);
        expect(problems).toEqual([]);
        for (const { ruleId } of decisions) spoken.add(ruleId);
      }
    expect(builtInRules.filter(({ id }) => !spoken.has(id)).map(({ id }) => id)).toEqual([]);
  }, 120_000);

  it("refuse a day that is none", () => {
    expect(() => arbitraryDossier({ asOf: "2026-02-30" as typeof asOf })).toThrow(
      "asOf must be a plain date",
    );
  });
});

describe("the laws of reminder rules", () => {
  it.each(drawnFor.map((rule) => [rule.id, rule] as const))("are kept by %s", (_, rule) => {
    expect(brokenBy(reminderRuleLaws(rule))).toEqual([]);
  });

  const good: ReminderRule["occurrences"] = ({ purchases = [] }) =>
    [...new Set(purchases.map(({ on }) => on))].map((on) => ({
      anchor: `bought:${on}`,
      due: on,
      message: `Bought on ${on}.`,
      evidence: [{ label: "bought", value: on, asOf: on, source: "order" }],
    }));
  const changed =
    (change: (one: Occurrence, today: string, place: number) => unknown): ReminderRule["occurrences"] =>
    (dossier, window) =>
      good(dossier, window).map((one, i) => ({
        ...one,
        ...(change(one, window.today, i) as Partial<Occurrence>),
      }));
  const brokenRule = (occurrences: ReminderRule["occurrences"]): string[] =>
    brokenBy(
      reminderRuleLaws(
        defineRule({
          id: "mine",
          version: 1,
          cell: "customer.care",
          purpose: "care",
          audience: "customer",
          priority: 1,
          catchUpDays: 60,
          reads: ["purchases"],
          occurrences,
        }),
      ),
    );

  let calls = 0;
  const faults: [law: string, what: string, occurrences: ReminderRule["occurrences"]][] = [
    ["repeatable", "counts its calls", changed(() => ({ message: `Call ${calls++}.` }))],
    [
      "unchanged",
      "sorts what it was given",
      (dossier, window) => {
        (dossier.purchases as { on: string }[] | undefined)?.sort((a, b) => (a.on < b.on ? -1 : 1));
        return good(dossier, window);
      },
    ],
    ["order", "numbers by place", changed((_, __, place) => ({ message: `Purchase ${place}.` }))],
    ["identity", "names by the day of the run", changed(({ due }, today) => ({ anchor: `${due}:${today}` }))],
    ["evidence", "gives no evidence", changed(() => ({ evidence: [] }))],
    [
      "evidence",
      "gives evidence without a source",
      changed(({ due }) => ({ evidence: [{ label: "bought", value: 1, asOf: due }] })),
    ],
    ["expiry", "expires on the day", changed(({ due }) => ({ expiresOn: due }))],
    ["single", "gives all one name", changed(() => ({ anchor: "bought" }))],
    [
      "json",
      "gives a number that JSON has not",
      changed(({ due }) => ({ evidence: [{ label: "x", value: Number.NaN, asOf: due, source: "y" }] })),
    ],
  ];

  it("are kept by the rule that the faults are made of", () => {
    expect(brokenRule(good)).toEqual([]);
  });

  it.each(faults)("%s catches a rule that %s", (law, _, occurrences) => {
    expect(brokenRule(occurrences)).toContain(law);
  });

  it("leaves the other laws alone where one is broken", () => {
    const alone = faults.filter(([law]) => ["unchanged", "identity"].includes(law));
    expect(alone.map(([, , occurrences]) => brokenRule(occurrences))).toEqual([["unchanged"], ["identity"]]);
  });
});

describe("the laws of chains", () => {
  const mine: ChainEstimator = (panel) =>
    estimateTransitionMatrix(countTransitions(panel), { emptyRow: "stay" });
  const changed =
    (change: (p: number, i: number, j: number) => number): ChainEstimator =>
    (panel) => {
      const chain = estimateTransitionMatrix(countTransitions(panel), { emptyRow: "stay" });
      return {
        ...chain,
        probabilities: chain.probabilities.map((row, i) => row.map((p, j) => change(p, i, j))),
      };
    };

  it("are kept by the estimators of the library", () => {
    expect(brokenBy(chainLaws(mine))).toEqual([]);
    expect(
      brokenBy(
        chainLaws((panel) => estimateTransitionMatrix(countTransitions(panel), { emptyRow: "uniform" })),
      ),
    ).toEqual([]);
    expect(
      brokenBy(
        chainLaws((panel) => {
          const { states, probabilities } = estimatePosterior(countTransitions(panel), { support: "all" });
          return createChain({ states, probabilities });
        }),
      ),
    ).toEqual([]);
  });

  let calls = 0;
  const faults: [law: string, what: string, estimate: ChainEstimator][] = [
    ["rows", "leaves rows unnormalised", changed((p) => p * 0.9)],
    ["rows", "forgets a state", (panel) => ({ ...mine(panel)!, states: panel.states.slice(1) })],
    ["conserve", "loses customers", changed((p) => p * 0.9)],
    ["range", "goes beyond 1", changed((p, i, j) => p + (i === j ? 0.5 : j === (i + 1) % 4 ? -0.5 : 0))],
    ["range", "divides by nothing", changed((_, i) => (i === 0 ? Number.NaN : 0.25))],
    [
      "repeatable",
      "answers every second call otherwise",
      (panel) => {
        calls++;
        return changed((p, i, j) => (calls % 2 === 0 ? p : i === j ? 1 : 0))(panel);
      },
    ],
    [
      "order",
      "looks at the first customer alone",
      (panel) => {
        const first = panel.cells[0] ?? 0;
        return {
          states: panel.states,
          probabilities: panel.states.map((_, i) =>
            panel.states.map((__, j) => (i === first ? +(j === 0) : 0.25)),
          ),
        };
      },
    ],
    ["relabel", "favours the first state", changed((p, _, j) => 0.5 * p + (j === 0 ? 0.5 : 0))],
    [
      "additive",
      "adds one to every count",
      (panel) => ({
        ...mine(panel)!,
        counts: countTransitions(panel).counts.map((row) => row.map((n) => n + 1)),
      }),
    ],
    ["rows", "refuses every panel", () => undefined],
  ];

  it.each(faults)("%s catches an estimator that %s", (law, _, estimate) => {
    expect(brokenBy(chainLaws(estimate))).toContain(law);
  });

  it("refuses a tolerance that means nothing", () => {
    expect(() => chainLaws(mine, { tolerance: -1 })).toThrow("tolerance must be from 0 to below 1, got -1");
  });
});
