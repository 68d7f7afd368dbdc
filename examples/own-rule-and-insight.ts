/**
 * A team feeds the engine with an insight of its own and a rule that reads it: the customer has looked at the same
 * product again and again. Nothing in the engine changes for it.
 */
import {
  builtInRules,
  createMemoryStore,
  type DailyReport,
  defineRule,
  type Insight,
  type ReminderRule,
  runDaily,
} from "clientele";

/** Reads insights of kind "acme.keeps-looking", which another program of the team writes. */
const keepsLooking: ReminderRule = defineRule({
  id: "acme.keeps-looking",
  version: 1,
  cell: "customer.recommend",
  purpose: "internal",
  audience: "owner",
  priority: 80,
  catchUpDays: 7,
  reads: ["insight:acme.keeps-looking"],
  occurrences: ({ insights = [] }) =>
    insights
      .filter((insight) => insight.kind === "acme.keeps-looking")
      .map((insight) => ({
        anchor: `looking:${String(insight.payload["product"])}`,
        due: insight.asOf,
        message: `${insight.subjectId} has looked at ${String(insight.payload["product"])} ${String(insight.payload["views"])} times: call.`,
        evidence: insight.evidence,
        strength: insight.strength,
      })),
});

const insight: Insight = {
  schemaVersion: 1,
  id: "acme.keeps-looking:ada:2026-06-14",
  kind: "acme.keeps-looking",
  subjectId: "ada",
  asOf: "2026-06-14",
  strength: 0.8,
  evidence: [{ label: "views of the kettle in a week", value: 6, asOf: "2026-06-14", source: "web" }],
  payload: { product: "kettle", views: 6 },
};

/** One day's run over a store that holds one customer and the insight. */
export async function run(): Promise<DailyReport> {
  await using store = createMemoryStore();
  await store.parties.save(
    { schemaVersion: 1, kind: "person", id: "ada", name: "Ada", ownerId: "sam" },
    { expected: "absent" },
  );
  await store.insights.save(insight, { expected: "absent" });
  return await runDaily(store, {
    asOf: "2026-06-15",
    zone: "Europe/London",
    currency: "GBP",
    reminders: { rules: [...builtInRules, keepsLooking] },
  });
}
