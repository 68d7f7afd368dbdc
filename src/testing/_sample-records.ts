import type {
  Affiliation,
  Consent,
  CustomerSnapshot,
  ImportantDate,
  Insight,
  InstalledProduct,
  Interaction,
  OrderLine,
  Party,
  PointsEntry,
  Product,
  ReminderDecision,
} from "../model/index.ts";

const source = { method: "stated", channel: "phone", observedOn: "2026-01-05" } as const;

export const sampleParty = (id: string, more: Partial<Party> = {}): Party =>
  ({ schemaVersion: 1, kind: "person", id, name: `Name of ${id}`, ...more }) as Party;

export const sampleProduct = (id: string, more: Partial<Product> = {}): Product => ({
  schemaVersion: 1,
  id,
  name: "Kettle",
  category: "Kitchen",
  consumable: false,
  ...more,
});

export const sampleInstalled = (id: string, more: Partial<InstalledProduct> = {}): InstalledProduct => ({
  schemaVersion: 1,
  id,
  ownerId: "c1",
  productId: "p1",
  productName: "Kettle",
  installedOn: "2026-02-01",
  source,
  ...more,
});

export const sampleInsight = (id: string, more: Partial<Insight> = {}): Insight => ({
  schemaVersion: 1,
  id,
  kind: "example.kind",
  subjectId: "c1",
  asOf: "2026-11-22",
  strength: 0.5,
  evidence: [{ label: "orders", value: 3, asOf: "2026-11-22", source: "example" }],
  payload: {},
  ...more,
});

export const sampleDecision = (id: string, more: Partial<ReminderDecision> = {}): ReminderDecision => ({
  schemaVersion: 1,
  id,
  ruleId: "birthday",
  ruleVersion: 1,
  cell: "customer.care",
  purpose: "care",
  audience: "customer",
  subjectId: "c1",
  dueOn: "2026-11-22",
  expiresAt: "2026-11-24T00:00:00Z",
  verdict: "send",
  at: "2026-11-22T09:00:00Z",
  channel: "email",
  rank: 1,
  score: 0.75,
  message: "Congratulate on the birthday.",
  reasons: [{ code: "due", text: "The birthday is today." }],
  evidence: [{ label: "birthday", value: "22 November", asOf: "2026-01-05", source: "importantDate:d1" }],
  decidedAt: "2026-11-22T08:00:00Z",
  ...more,
});

export const sampleOrderLine = (id: string, more: Partial<OrderLine> = {}): OrderLine => ({
  schemaVersion: 1,
  id,
  orderId: `o-${id}`,
  customerId: "c1",
  orderedOn: "2026-03-01",
  amount: "12.50",
  currency: "GBP",
  ...more,
});

export const sampleInteraction = (id: string, more: Partial<Interaction> = {}): Interaction => ({
  schemaVersion: 1,
  id,
  partyId: "c1",
  occurredAt: "2026-03-01T09:00:00Z",
  channel: "phone",
  direction: "outbound",
  twoWay: true,
  ...more,
});

export const samplePoints = (id: string, more: Partial<PointsEntry> = {}): PointsEntry => ({
  schemaVersion: 1,
  id,
  customerId: "c1",
  on: "2026-03-01",
  kind: "earn",
  points: "100",
  expiresOn: "2027-03-01",
  ...more,
});

export const sampleAffiliation = (id: string): Affiliation => ({
  schemaVersion: 1,
  id,
  personId: "c1",
  organisationId: "g1",
  title: "Buyer",
  level: "decision",
  function: "finance",
  source,
});

export const sampleDate = (id: string): ImportantDate => ({
  schemaVersion: 1,
  id,
  partyId: "c1",
  kind: "birthday",
  date: { calendar: "chinese", month: 8, day: 15, leapMonth: false },
  source,
});

export const sampleConsent = (id: string): Consent => ({
  schemaVersion: 1,
  id,
  partyId: "c1",
  purpose: "care",
  channel: "email",
  status: "granted",
  effectiveFrom: "2026-01-01",
});

export const sampleSnapshot = (id: string): CustomerSnapshot => ({
  schemaVersion: 1,
  id,
  customerId: "c1",
  asOf: "2026-11-22",
  currency: "GBP",
  recencyDays: 12,
  frequency: 3,
  monetary: "120.50",
  scores: { recency: 5, frequency: 3, monetary: 2 },
  segment: "loyal",
  valueBasis: "revenue",
  value: "120.50",
  abc: "B",
  gold: false,
});
