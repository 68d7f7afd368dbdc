import fc from "fast-check";
import { addDays, type PlainDate } from "../calendar/index.ts";
import type { Dossier } from "../reminders/index.ts";
import type { NearOptions } from "./_arbitrary-near.ts";
import { sceneRecords } from "./_scene-records.ts";

/** Part of a dossier; of the party what differs. */
export type Scene = Partial<Omit<Dossier, "party">> & { readonly organisation?: boolean };

const v = { schemaVersion: 1 } as const;

/**
 * Draws records that fit one another: an outage and the product that it concerns, two complaints about what stands at the customer's,
 * a flood and an address in its region. Apart from each other they are drawn too seldom for the rules that read both.
 */
export function arbitraryScene({ customerId, asOf }: NearOptions): fc.Arbitrary<Scene> {
  return fc.record({ which: fc.nat(), shift: fc.integer({ min: 0, max: 3 }) }).map(({ which, shift }) => {
    const all = scenes(customerId, (days) => addDays(asOf, days - shift));
    return all[which % all.length]!;
  });
}

function scenes(id: string, day: (days: number) => PlainDate): readonly Scene[] {
  const records = sceneRecords(id, day);
  const {
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
  } = records;
  return [
    { installedProducts: [metered], meterReadings: [reading(-18, "8000")] },
    { installedProducts: [metered], meterReadings: [reading(-14, "10000")] },
    {
      installedProducts: [{ ...installed, installedOn: day(-300) }],
      complaints: [complaint("x1", -90), complaint("x2", 0)],
    },
    {
      installedProducts: [{ ...installed, installedOn: day(-300) }],
      productNotices: [notice({ kind: "price-change", startsOn: day(30), price: money("110.00") })],
    },
    {
      installedProducts: [{ ...installed, installedOn: day(-300) }],
      productNotices: [
        notice({ kind: "outage", startsOn: day(7), endsOn: day(8), what: "We move the servers." }),
      ],
    },
    { externalEvents: [flood], contactPoints: [address(id)] },
    { organisation: true, externalEvents: [flood], supplyChain: [supplier({})], contactPoints: [] },
    { organisation: true, supplyChain: [supplier({ validTo: day(0) })] },
    {
      organisation: true,
      snapshot,
      engagements: [
        {
          ...v,
          id: "g1",
          name: "Open day",
          kind: "seminar",
          state: "held",
          on: day(-300),
          attendeeIds: [id],
        } as never,
      ],
    },
    {
      organisation: true,
      affiliations: [person],
      interactions: [
        {
          ...v,
          id: "t1",
          partyId: id,
          personId: "c2",
          occurredAt: at(-180),
          channel: "phone",
          direction: "outbound",
          twoWay: true,
        },
      ],
      staff: [{ ...person, id: "st1", personId: "staff1", organisationId: "us" }],
    },
    { ...gold, purchases: [{ productId: "p1", on: day(-20) }] },
    { snapshot, invoices: [invoice({ issuedOn: day(0) })] },
    { invoices: [invoice({ paymentFailedOn: day(0) })] },
    { surveyAnswers: [answer(5, 0)] },
    { surveyAnswers: [answer(10, -7)], complaints: [] },
    { referrals: [{ ...v, id: "f1", referrerId: id, referredId: "c2", on: day(-1) }] },
    { company: {} },
    {
      lifeEvents: [
        {
          ...v,
          id: "le1",
          partyId: id,
          kind: "marriage",
          date: {
            calendar: "gregorian",
            year: Number(day(60).slice(0, 4)),
            month: Number(day(60).slice(5, 7)),
            day: Number(day(60).slice(8)),
          },
          status: "expected",
          source: records.source,
        },
      ],
    },
    {
      ...found("affinity.suits-new-product", {
        productId: "p2",
        score: 0.8,
        matched: ["has a boiler"],
        sentence: "It suits.",
      }),
    },
    {
      ...next,
      interactions: [
        {
          ...v,
          id: "t1",
          partyId: id,
          occurredAt: at(0),
          channel: "phone",
          direction: "inbound",
          twoWay: true,
        },
      ],
    },
    { ...next },
    { competitors: [{ ...rival, contractEndsOn: day(120) }] },
    { installedProducts: [{ ...installed, installedOn: day(-1096), vendorId: "Rival Ltd" }] },
    {
      productNotices: [notice({ kind: "price-change", priceBefore: money("100.00"), price: money("90.00") })],
      behaviour: [look("b1", -3), look("b2", -2)],
      purchases: [],
    },
    {
      productNotices: [notice({ kind: "back-in-stock" })],
      behaviour: [look("b1", -3), look("b2", -2)],
      purchases: [],
    },
    {
      heldDocuments: [
        {
          ...v,
          id: "h1",
          partyId: id,
          kind: "licence",
          what: "Forklift licence",
          expiresOn: day(14),
          source,
        },
      ],
    },
    {
      consents: [
        {
          ...v,
          id: "n1",
          partyId: id,
          purpose: "promotional",
          channel: "email",
          status: "granted",
          effectiveFrom: day(-723),
        },
      ],
    },
    {
      organisation: true,
      affiliations: [],
      wanted: [
        {
          ...v,
          id: "w1",
          organisationId: id,
          year: Number(day(0).slice(0, 4)),
          rank: 1,
          requiredContacts: 3,
        },
      ],
    },
    {
      ...found("trend.mix-changed", {
        ...significance,
        of: "category",
        moved: [{ value: "Parts", before: 0.1, after: 0.7 }],
      }),
    },
    {
      ...found("trend.mix-changed", {
        ...significance,
        of: "weekday",
        moved: [{ value: "Sunday", before: 0.1, after: 0.7 }],
      }),
    },
    {
      ...found("trend.mix-changed", {
        ...significance,
        of: "enquiry",
        moved: [{ value: "repairs", before: 0.1, after: 0.7 }],
      }),
    },
    { ...found("campaign.contact-pressure", { class: "saturated", touches: 6, responses: 0, days: 28 }) },
    {
      snapshot,
      ...found("trend.rfm-shifted", {
        ...significance,
        before: "5-5-5",
        after: "2-3-4",
        components: ["recency"],
      } as never),
    },
    {
      ...found("migration.move-predicted", {
        state: "A",
        direction: "down",
        probability: 0.5,
        periodTo: day(-5),
      }),
    },
    {
      snapshot,
      lifecycle: [
        { ...v, id: "lc1", partyId: id, stage: "lost", on: day(-90), detected: "declared", reason: "price" },
      ],
    },
  ];
}
