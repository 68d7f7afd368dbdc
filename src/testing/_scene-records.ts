import type { PlainDate } from "../calendar/index.ts";
import type { Insight, InsightPayload, KnownInsightKind } from "../model/index.ts";
import type { Dossier } from "../reminders/index.ts";

const v = { schemaVersion: 1 } as const;

/** The records of which scenes are made, around a day. */
export function sceneRecords(id: string, day: (days: number) => PlainDate) {
  const source = { method: "stated", observedOn: day(-30) } as const;
  const at = (days: number) => `${day(days)}T09:00:00Z`;
  const installed = { ...v, id: "i1", ownerId: id, productId: "p1", productName: "Boiler", source } as const;
  const metered = {
    ...installed,
    installedOn: day(-200),
    meter: { unit: "km", serviceEvery: "10000" },
  } as const;
  const reading = (days: number, value: string) =>
    ({ ...v, id: "m1", customerId: id, installedProductId: "i1", on: day(days), reading: value }) as const;
  const complaint = (name: string, days: number) =>
    ({
      ...v,
      id: name,
      customerId: id,
      subject: "product",
      category: "broken",
      severity: 2,
      receivedAt: at(days),
      channel: "phone",
      productId: "p1",
      history: [
        { state: "open", at: at(days) },
        { state: "resolved", at: `${day(days)}T15:00:00Z` },
      ],
    }) as never;
  const notice = (rest: object) =>
    ({ ...v, id: "n1", productIds: ["p1"], startsOn: day(0), ...rest }) as never;
  const money = (amount: string) => ({ amount, currency: "GBP" });
  const flood = {
    ...v,
    id: "e1",
    kind: "disaster",
    name: "Flood of the Ouse",
    areas: [{ country: "GB", regions: ["Yorkshire"] }],
    startsOn: day(0),
    source,
  } as never;
  const address = (partyId: string) =>
    ({
      ...v,
      id: "cp1",
      partyId,
      kind: "post",
      value: "1 High St, York",
      address: { lines: ["1 High St"], locality: "York", region: "Yorkshire", country: "GB" },
      source,
    }) as never;
  const supplier = (rest: object) =>
    ({
      party: { ...v, kind: "organisation", id: "s1", name: "Mill & Sons" },
      role: "supplier",
      tie: { ...v, id: "t1", fromId: "s1", toId: id, kind: "supplier", source, ...rest },
      contactPoints: [address("s1")],
    }) as never;
  const invoice = (rest: object) =>
    ({
      ...v,
      id: "R7",
      customerId: id,
      issuedOn: day(-14),
      dueOn: day(30),
      amount: "120.00",
      currency: "GBP",
      ...rest,
    }) as const;
  const answer = (perception: number, days: number) =>
    ({
      ...v,
      id: "s1",
      partyId: id,
      survey: "yearly",
      answeredAt: at(days),
      subject: "own",
      dimension: "overall",
      element: "recommendation",
      scale: { worst: 0, best: 10 },
      perception,
    }) as never;
  const look = (name: string, days: number) =>
    ({
      ...v,
      id: name,
      partyId: id,
      kind: "browse",
      occurredAt: at(days),
      channel: "web",
      productId: "p1",
    }) as const;
  const rival = { ...v, id: "k1", customerId: id, competitorId: "Rival Ltd", source };
  const found = <K extends KnownInsightKind>(
    kind: K,
    payload: InsightPayload<K>,
  ): Pick<Dossier, "insights"> => ({
    insights: [
      {
        ...v,
        id: `${kind}:scene`,
        kind,
        subjectId: id,
        asOf: day(0),
        strength: 1,
        evidence: [{ label: "what was found", value: 1, asOf: day(0), source: "analysis" }],
        payload: payload as Insight["payload"],
      },
    ],
  });
  const snapshot = {
    ...v,
    id: `${id}:scene`,
    customerId: id,
    asOf: day(-3),
    currency: "EUR",
    recencyDays: 10,
    frequency: 3,
    monetary: "100",
    scores: { recency: 5, frequency: 3, monetary: 3 },
    segment: "Champions",
    valueBasis: "revenue",
    value: "100",
    abc: "A",
    gold: true,
  } as never;
  const gold = found("value.gold", { amount: "9000", currency: "EUR", lowest: "5000" });
  const person = {
    ...v,
    id: "a1",
    personId: "c2",
    organisationId: id,
    level: "decision",
    function: "technical",
    source,
  } as const;
  const next = found("affinity.next-product", {
    productId: "p1",
    rank: 1,
    score: 1,
    becauseOf: [],
    both: 4,
    having: 5,
    lift: 2,
    sentence: "It goes with what is there.",
  });
  const significance = { direction: "down", p: 0.004, since: day(-60) } as const;
  return {
    source,

    at,
    installed,
    metered,
    reading,
    complaint,
    notice,
    money,
    flood,
    address,
    supplier,
    invoice,
    answer,
    look,
    rival,
    found,
    snapshot,
    gold,
    person,
    next,
    significance,
  };
}
