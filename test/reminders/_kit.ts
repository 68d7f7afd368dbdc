import type { PlainDate } from "../../src/calendar/index.ts";
import type {
  Consent,
  CustomerSnapshot,
  ImportantDate,
  Insight,
  InstalledProduct,
  Interaction,
  Party,
  PointsEntry,
  Product,
  ReminderDecision,
} from "../../src/model/index.ts";
import {
  type Dossier,
  decideReminders,
  defaultReminderPolicy,
  defineRule,
  type Occurrence,
  type ReminderInput,
  type ReminderPolicy,
  type ReminderRule,
  type ReminderRun,
} from "../../src/reminders/index.ts";

/** Records with the fields that a test does not care about filled in. */
const source = { method: "stated", observedOn: "2025-01-01" } as const;

export const person = (id: string, rest: Partial<Party> = {}): Party =>
  ({ schemaVersion: 1, kind: "person", id, name: `Name of ${id}`, ...rest }) as Party;

export const importantDate = (
  date: ImportantDate["date"],
  rest: Partial<ImportantDate> = {},
): ImportantDate => ({ schemaVersion: 1, id: "d1", partyId: "c1", kind: "birthday", date, source, ...rest });

export const installed = (
  installedOn: PlainDate,
  rest: Partial<InstalledProduct> = {},
): InstalledProduct => ({
  schemaVersion: 1,
  id: "i1",
  ownerId: "c1",
  productId: "p1",
  productName: "Boiler",
  installedOn,
  source,
  ...rest,
});

export const consent = (
  purpose: Consent["purpose"],
  channel: Consent["channel"],
  status: Consent["status"],
  effectiveFrom: PlainDate = "2020-01-01",
): Consent => ({
  schemaVersion: 1,
  id: `${purpose}-${channel}-${status}-${effectiveFrom}`,
  partyId: "c1",
  purpose,
  channel,
  status,
  effectiveFrom,
});

export const earn = (id: string, on: PlainDate, points: string, expiresOn?: PlainDate): PointsEntry => ({
  schemaVersion: 1,
  id,
  customerId: "c1",
  on,
  kind: "earn",
  points,
  ...(expiresOn === undefined ? {} : { expiresOn }),
});

export const redeem = (id: string, on: PlainDate, points: string): PointsEntry => ({
  schemaVersion: 1,
  id,
  customerId: "c1",
  on,
  kind: "redeem",
  points,
});

export const talk = (occurredAt: string, rest: Partial<Interaction> = {}): Interaction => ({
  schemaVersion: 1,
  id: `talk-${occurredAt}`,
  partyId: "c1",
  occurredAt,
  channel: "phone",
  direction: "outbound",
  twoWay: true,
  ...rest,
});

export const insight = (
  kind: string,
  asOf: PlainDate,
  payload: Insight["payload"],
  rest: Partial<Insight> = {},
): Insight => ({
  schemaVersion: 1,
  id: `${kind}:c1:${asOf}`,
  kind,
  subjectId: "c1",
  asOf,
  strength: 1,
  evidence: [{ label: "what was found", value: "something", asOf, source: "analysis" }],
  payload,
  ...rest,
});

export const product = (id: string, rest: Partial<Product> = {}): Product => ({
  schemaVersion: 1,
  id,
  name: "Filter",
  category: "Parts",
  consumable: true,
  ...rest,
});

export const snapshot = (abc: CustomerSnapshot["abc"]): CustomerSnapshot => ({
  schemaVersion: 1,
  id: "c1:2026-01-01",
  customerId: "c1",
  asOf: "2026-01-01",
  currency: "GBP",
  recencyDays: 1,
  frequency: 1,
  monetary: "1",
  scores: { recency: 5, frequency: 5, monetary: 5 },
  segment: "Champions",
  valueBasis: "revenue",
  value: "1",
  abc,
  gold: false,
});

/** A rule whose single due moment is given: the smallest thing that goes through the pipeline. */
export const ruleOf = (
  id: string,
  occurrence: Partial<Occurrence> & Pick<Occurrence, "due">,
  rest: Partial<ReminderRule> = {},
): ReminderRule =>
  defineRule({
    id,
    version: 1,
    cell: "customer.care",
    purpose: "promotional",
    audience: "customer",
    priority: 50,
    catchUpDays: 7,
    reads: [],
    occurrences: () => [
      {
        anchor: `moment:${occurrence.due}`,
        message: `Say ${id}.`,
        evidence: [{ label: "fact", value: 1, asOf: "2026-01-01", source: "test" }],
        ...occurrence,
      },
    ],
    ...rest,
  });

/** Consents to everything promotional. */
export const granted: readonly Consent[] = [
  consent("promotional", "email", "granted"),
  consent("promotional", "sms", "granted"),
];

export const policy = (rest: Partial<ReminderPolicy>): ReminderPolicy => ({
  ...defaultReminderPolicy,
  ...rest,
});

/** A run for one customer, c1, in UTC unless said otherwise. */
export const runFor = (
  dossier: Partial<Dossier>,
  input: Partial<ReminderInput> & Pick<ReminderInput, "asOf">,
): ReminderRun =>
  decideReminders({
    zone: "UTC",
    dossiers: [{ party: person("c1", { name: "Mei Lin" }), ...dossier }],
    ...input,
  });

/** The one decision of a run. */
export const only = (run: ReminderRun): ReminderDecision => {
  const [decision, ...others] = run.decisions;
  if (decision === undefined || others.length > 0) {
    throw new Error(`expected one decision, got ${run.decisions.length}`);
  }
  return decision;
};

export const codes = (decision: ReminderDecision): string[] => decision.reasons.map((reason) => reason.code);

/** Decisions of the past: what a run decided, as the history of the next. */
export const sent = (id: string, at: string, rest: Partial<ReminderDecision> = {}): ReminderDecision => ({
  schemaVersion: 1,
  id,
  ruleId: id.split("|")[0] ?? "",
  ruleVersion: 1,
  cell: "customer.care",
  purpose: "promotional",
  audience: "customer",
  subjectId: id.split("|")[1] ?? "",
  dueOn: at.slice(0, 10) as PlainDate,
  expiresAt: "2030-01-01T00:00:00Z",
  verdict: "send",
  at,
  channel: "email",
  rank: 1,
  score: 1,
  message: "Something.",
  reasons: [{ code: "due", text: "Due." }],
  evidence: [{ label: "fact", value: 1, asOf: "2026-01-01", source: "test" }],
  decidedAt: at,
  ...rest,
});
