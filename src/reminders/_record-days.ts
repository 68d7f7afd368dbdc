/** The lists whose records have days, which days they are, and which texts and numbers a message may name. */
export const recordDays = {
  installedProducts: {
    days: ["installedOn", "lastServicedOn", "warrantyEndsOn", "removedOn"],
    values: ["productName", "serialNumber", "serviceIntervalMonths", "usage"],
  },
  contracts: { days: ["startsOn", "endsOn", "noticeBy"], values: ["name", "kind"] },
  benefits: { days: ["grantedOn", "vestsOn", "expiresOn"], values: ["what", "kind"] },
  memberships: { days: ["validFrom", "validTo"], values: ["programmeId", "tier", "number"] },
  opportunities: { days: ["openedOn", "closedOn", "stageSince"], values: ["name", "stage"] },
  invoices: { days: ["issuedOn", "dueOn"], values: ["id", "amount", "currency"] },
  heldDocuments: { days: ["issuedOn", "expiresOn"], values: ["what", "kind"] },
  referrals: { days: ["on"], values: [] },
  engagements: { days: ["on"], values: ["name", "kind", "place", "state"] },
  purchases: { days: ["on"], values: ["productId"] },
  complaints: { days: ["receivedAt"], values: ["category", "subject", "severity"] },
  interactions: { days: ["occurredAt"], values: ["channel", "topic", "outcome"] },
  offerDecisions: { days: ["decidedAt"], values: ["offerId", "decision", "interestCategory"] },
  surveyAnswers: { days: ["answeredAt"], values: ["survey", "element", "perception"] },
  feedback: { days: ["receivedAt"], values: ["about", "department"] },
  lifecycle: { days: ["on"], values: ["stage", "reason"] },
  behaviour: { days: ["occurredAt"], values: ["kind", "category", "query"] },
} as const;

/** A list whose records have days. */
export type DatedList = keyof typeof recordDays;
