import { addDays, annualOccurrences, dayNumber, type PlainDate, trailingPeriods } from "clientele/calendar";
import { findTermEnds, pointsBalance } from "clientele/ledger";
import { findMigrationInsights } from "clientele/migration";
import {
  affiliationSchema,
  builtInAttributes,
  cells,
  checkRecords,
  consentSchema,
  importantDateSchema,
  installedProductSchema,
  interactionSchema,
  orderLineSchema,
  partySchema,
  pointsEntrySchema,
  productSchema,
  recordKinds,
} from "clientele/model";
import { minorDigits, parseDecimal } from "clientele/money";
import { orderLogFromRows } from "clientele/orders";
import { type Dossier, decideReminders } from "clientele/reminders";
import { findRfmInsights } from "clientele/rfm";
import {
  generateOrderBatches,
  generateRetailer,
  orderChannels,
  type RetailerDataset,
  type RetailerOptions,
  retailCatalogue,
} from "clientele/synthetic";
import { findValueInsights, tierPanel } from "clientele/value";
import { describe, expect, it } from "vitest";

const asOf = "2026-11-22";

/** Days on which months and calendars are awkward: leap days, month ends, a leap lunar month, the edges. */
const awkwardDays: readonly PlainDate[] = [
  "1990-01-01",
  "2024-01-30",
  "2024-02-29",
  "2025-02-28",
  "2025-03-01",
  "2025-07-30",
  "2026-08-31",
  "2026-12-31",
  "2100-12-31",
];

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

const units = (amount: string, currency = "GBP"): number => {
  const { units: value, exponent } = parseDecimal(amount);
  return value * 10 ** (minorDigits(currency) - exponent);
};

describe("generateRetailer", () => {
  const whole = generateRetailer({ seed: 1, asOf });

  it("has the shape that it has always had", () => {
    const counts = Object.fromEntries(
      Object.entries(whole).map(([name, list]) => [name, Array.isArray(list) ? list.length : list]),
    );
    expect(counts).toMatchInlineSnapshot(`
      {
        "accountAssignments": 67,
        "affiliations": 120,
        "asOf": "2026-11-22",
        "behaviourEvents": 0,
        "benefits": 930,
        "channelProfiles": 9,
        "competitorPresences": 19,
        "complaints": 141,
        "consents": 15891,
        "contactPoints": 6884,
        "contracts": 33,
        "costEntries": 13623,
        "currency": "GBP",
        "facts": 6928,
        "importantDates": 3475,
        "installedProducts": 2506,
        "interactions": 2487,
        "invoices": 919,
        "lifecycleChanges": 642,
        "memberships": 4806,
        "opportunities": 20,
        "orderLines": 50255,
        "parties": 5170,
        "pointsEntries": 20967,
        "preferences": 683,
        "productNotices": 0,
        "products": 62,
        "programmes": 3,
        "recalls": 0,
        "relationships": 70,
        "spendEstimates": 380,
        "surveyAnswers": 1585,
        "switchingBonds": 289,
        "window": {
          "from": "2024-11-22",
          "to": "2026-11-22",
        },
      }
    `);
    const amounts = whole.orderLines.map((line) => units(line.amount));
    const costs = whole.orderLines.map((line) => units(line.cost ?? "0"));
    const sum = (xs: readonly number[]) => xs.reduce((total, x) => total + x, 0);
    expect({
      purchaseLines: amounts.filter((amount) => amount > 0).length,
      returnLines: amounts.filter((amount) => amount < 0).length,
      freeLines: amounts.filter((amount) => amount === 0).length,
      orders: new Set(whole.orderLines.filter((line) => units(line.amount) >= 0).map((line) => line.orderId))
        .size,
      buyers: new Set(whole.orderLines.map((line) => line.customerId)).size,
      purchases: sum(amounts.filter((amount) => amount > 0)) / 100,
      returns: sum(amounts.filter((amount) => amount < 0)) / 100,
      profit: (sum(amounts) - sum(costs)) / 100,
    }).toMatchInlineSnapshot(`
      {
        "buyers": 4147,
        "freeLines": 471,
        "orders": 27982,
        "profit": 1064630.1,
        "purchaseLines": 47096,
        "purchases": 2698023.6,
        "returnLines": 2688,
        "returns": -143904.3,
      }
    `);
    expect(whole.orderLines[0]).toMatchInlineSnapshot(`
      {
        "amount": "37.80",
        "channel": "web",
        "cost": "19.80",
        "currency": "GBP",
        "customerId": "c0000041",
        "id": "c0000041-l00001",
        "orderId": "c0000041-o0001",
        "orderedOn": "2024-11-22",
        "productId": "p29",
        "quantity": "2",
        "schemaVersion": 1,
      }
    `);
  });

  it.each<RetailerOptions>([
    { seed: 1, asOf },
    { seed: "二", asOf: "2024-02-29", customers: 700, currency: "JPY" },
    { seed: -3.5, asOf: "1990-01-01", customers: 700, currency: "KWD" },
    { seed: "", asOf: "2100-12-31", customers: 1, currency: "TWD" },
  ])("makes records that the model accepts (%j)", (options) => {
    const data = options.seed === 1 ? whole : generateRetailer(options);
    const issues = [
      checkRecords(productSchema, data.products),
      checkRecords(partySchema, data.parties),
      checkRecords(affiliationSchema, data.affiliations),
      checkRecords(importantDateSchema, data.importantDates),
      checkRecords(consentSchema, data.consents),
      checkRecords(installedProductSchema, data.installedProducts),
      checkRecords(interactionSchema, data.interactions),
      checkRecords(pointsEntrySchema, data.pointsEntries),
      checkRecords(orderLineSchema, data.orderLines),
      builtInAttributes.checkFacts(data.facts),
      checkRecords(recordKinds.ContactPoint.schema, data.contactPoints),
      checkRecords(recordKinds.Preference.schema, data.preferences),
      checkRecords(recordKinds.Relationship.schema, data.relationships),
      checkRecords(recordKinds.AccountAssignment.schema, data.accountAssignments),
      checkRecords(recordKinds.CompetitorPresence.schema, data.competitorPresences),
      checkRecords(recordKinds.Opportunity.schema, data.opportunities),
      checkRecords(recordKinds.Complaint.schema, data.complaints),
      checkRecords(recordKinds.SurveyAnswer.schema, data.surveyAnswers),
      checkRecords(recordKinds.CostEntry.schema, data.costEntries),
      checkRecords(recordKinds.ChannelProfile.schema, data.channelProfiles),
      checkRecords(recordKinds.Programme.schema, data.programmes),
      checkRecords(recordKinds.Membership.schema, data.memberships),
      checkRecords(recordKinds.Contract.schema, data.contracts),
      checkRecords(recordKinds.SwitchingBond.schema, data.switchingBonds),
      checkRecords(recordKinds.Benefit.schema, data.benefits),
      checkRecords(recordKinds.SpendEstimate.schema, data.spendEstimates),
      checkRecords(recordKinds.LifecycleChange.schema, data.lifecycleChanges),
    ].flatMap((checked) => checked.issues);
    expect(issues).toEqual([]);
    const decimals = minorDigits(data.currency);
    const written = data.orderLines.flatMap((line) => [line.amount, line.cost ?? ""]);
    expect(written.filter((text) => (text.split(".")[1] ?? "").length > decimals)).toEqual([]);
  });

  it("is the same for the same seed, another for another, and plain frozen data", () => {
    const small = (seed: string) => generateRetailer({ seed, asOf, customers: 60 });
    expect(small("a")).toEqual(small("a"));
    expect(small("a")).not.toEqual(small("b"));
    const data = small("a");
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(Object.values(data).every((value) => Object.isFrozen(value))).toBe(true);
    expect(Object.values(data).every((list) => !Array.isArray(list) || list.every(Object.isFrozen))).toBe(
      true,
    );
  });

  it("makes what is known of a customer independent of how many customers there are", () => {
    const [few, many] = [120, 640].map((customers) => generateRetailer({ seed: 5, asOf, customers })) as [
      RetailerDataset,
      RetailerDataset,
    ];
    const ids = new Set(few.parties.map((party) => party.id));
    const known = (data: RetailerDataset) => ({
      parties: data.parties.filter((record) => ids.has(record.id)),
      affiliations: data.affiliations.filter((record) => ids.has(record.organisationId)),
      importantDates: data.importantDates.filter((record) => ids.has(record.partyId)),
      consents: data.consents.filter((record) => ids.has(record.partyId)),
      installedProducts: data.installedProducts.filter((record) => ids.has(record.ownerId)),
      interactions: data.interactions.filter((record) => ids.has(record.partyId)),
      pointsEntries: data.pointsEntries.filter((record) => ids.has(record.customerId)),
      surveyAnswers: data.surveyAnswers.filter((record) => ids.has(record.partyId)),
      costEntries: data.costEntries.filter((record) => ids.has(record.customerId)),
      memberships: data.memberships.filter((record) => ids.has(record.partyId)),
      contracts: data.contracts.filter((record) => ids.has(record.customerId)),
      switchingBonds: data.switchingBonds.filter((record) => ids.has(record.customerId)),
      benefits: data.benefits.filter((record) => ids.has(record.partyId)),
      spendEstimates: data.spendEstimates.filter((record) => ids.has(record.customerId)),
      lifecycleChanges: data.lifecycleChanges.filter((record) => ids.has(record.partyId)),
      orderLines: data.orderLines.filter((record) => ids.has(record.customerId)),
    });
    expect(known(many)).toEqual(known(few));
  });

  it("orders by the same process as the batches, but for appointed customers", () => {
    const customers = 300;
    const data = generateRetailer({ seed: 6, asOf, customers });
    const records = groupBy(
      data.orderLines.filter((line) => line.customerId.startsWith("c")),
      (line) => line.customerId,
    );
    const batched = new Map<string, string[]>();
    for (const batch of generateOrderBatches({ seed: 6, customers, ...data.window })) {
      for (let i = 0; i < batch.size; i++) {
        const id = `c${String(batch.customers[i]! + 1).padStart(7, "0")}`;
        const product = retailCatalogue[batch.products[i]!]!.id;
        const line = [
          batch.days[i],
          product,
          batch.quantities[i],
          batch.units[i],
          batch.costs[i],
          orderChannels[batch.channels[i]!],
        ];
        batched.set(id, [...(batched.get(id) ?? []), line.join()]);
      }
    }
    const different = [...new Set([...records.keys(), ...batched.keys()])].filter((id) => {
      const lines = (records.get(id) ?? []).map((line) =>
        [
          dayNumber(line.orderedOn),
          line.productId,
          line.quantity,
          units(line.amount),
          units(line.cost ?? ""),
          line.channel,
        ].join(),
      );
      return lines.sort().join(" ") !== (batched.get(id) ?? []).sort().join(" ");
    });
    // Thirteen of the fifteen occasions write a history, one in each 33 customers.
    expect(different.length).toBeGreaterThan(4);
    expect(different.length).toBeLessThanOrEqual(Math.ceil(customers / 33));
  });
});

describe("the records", () => {
  const data = generateRetailer({ seed: 7, asOf, customers: 1500 });
  const parties = new Map(data.parties.map((party) => [party.id, party]));
  const products = new Map(data.products.map((product) => [product.id, product]));

  it("have ids of their own and name what exists", () => {
    for (const list of [
      data.products,
      data.parties,
      data.affiliations,
      data.importantDates,
      data.consents,
      data.installedProducts,
      data.interactions,
      data.pointsEntries,
      data.surveyAnswers,
      data.costEntries,
      data.memberships,
      data.contracts,
      data.switchingBonds,
      data.benefits,
      data.spendEstimates,
      data.lifecycleChanges,
      data.orderLines,
    ])
      expect(new Set(list.map((record) => record.id)).size).toBe(list.length);
    const named = [
      ...data.affiliations.flatMap((record) => [record.personId, record.organisationId]),
      ...data.importantDates.map((record) => record.partyId),
      ...data.consents.map((record) => record.partyId),
      ...data.installedProducts.map((record) => record.ownerId),
      ...data.interactions.flatMap((record) => [record.partyId, record.personId ?? record.partyId]),
      ...data.pointsEntries.map((record) => record.customerId),
      ...data.orderLines.map((record) => record.customerId),
    ];
    expect(named.filter((id) => !parties.has(id))).toEqual([]);
    const sold = [...data.orderLines, ...data.installedProducts].map((record) => record.productId ?? "");
    expect(sold.filter((id) => !products.has(id))).toEqual([]);
  });

  it("speak of no day after the as-of day, and of no dealings with a party that is closed", () => {
    const closed = data.parties.filter((party) => party.closed !== undefined);
    expect(closed.length).toBeGreaterThan(0);
    const days: [string, string][] = [
      ...data.orderLines.map((record): [string, string] => [record.customerId, record.orderedOn]),
      ...data.interactions.map((record): [string, string] => [
        record.partyId,
        record.occurredAt.slice(0, 10),
      ]),
      ...data.pointsEntries.map((record): [string, string] => [record.customerId, record.on]),
      ...data.installedProducts.map((record): [string, string] => [record.ownerId, record.installedOn]),
      ...data.installedProducts.map((record): [string, string] => [
        record.ownerId,
        record.lastServicedOn ?? record.installedOn,
      ]),
      ...data.importantDates.map((record): [string, string] => [record.partyId, record.source.observedOn]),
      ...data.affiliations.map((record): [string, string] => [
        record.organisationId,
        record.source.observedOn,
      ]),
      ...data.consents.map((record): [string, string] => [record.partyId, record.effectiveFrom]),
      ...data.parties.map((party): [string, string] => [
        party.id,
        party.since ?? asOf.replace("2026", "2000"),
      ]),
    ];
    expect(days.filter(([, day]) => day >= asOf)).toEqual([]);
    const late = days.filter(([id, day]) => day > (parties.get(id)?.closed?.on ?? "9999-12-31"));
    expect(late).toEqual([]);
    expect(data.orderLines.filter((line) => line.orderedOn < data.window.from)).toEqual([]);
    const early = data.orderLines.filter((line) => line.orderedOn < parties.get(line.customerId)!.since!);
    expect(early).toEqual([]);
  });

  it("take back whole lines of the same product, seven to thirty-five days later", () => {
    const byCustomer = groupBy(data.orderLines, (line) => line.customerId);
    const returns = data.orderLines.filter((line) => line.amount.startsWith("-"));
    expect(returns.length).toBeGreaterThan(500);
    const strays = returns.filter((line) => {
      const matches = byCustomer
        .get(line.customerId)!
        .filter(
          (other) =>
            other.productId === line.productId &&
            `-${other.quantity}` === line.quantity &&
            `-${other.amount}` === line.amount &&
            `-${other.cost}` === line.cost &&
            line.orderedOn >= addDays(other.orderedOn, 7) &&
            line.orderedOn <= addDays(other.orderedOn, 35),
        );
      return matches.length === 0;
    });
    expect(strays).toEqual([]);
  });

  it("never redeem points that are not there", () => {
    expect(data.pointsEntries.filter((entry) => entry.kind === "redeem").length).toBeGreaterThan(200);
    for (const entries of groupBy(data.pointsEntries, (entry) => entry.customerId).values()) {
      const { balance } = pointsBalance(entries, asOf); // throws when an entry is overdrawn
      expect(balance.startsWith("-")).toBe(false);
    }
  });

  it("hold points for a year and one point for each full unit of an order", () => {
    const orders = groupBy(
      data.orderLines.filter((line) => !line.amount.startsWith("-")),
      (line) => line.orderId,
    );
    const amounts = new Map<string, number[]>();
    for (const lines of orders.values()) {
      const { customerId, orderedOn } = lines[0]!;
      const points = Math.floor(lines.reduce((sum, line) => sum + units(line.amount), 0) / 100);
      const key = `${customerId} ${orderedOn}`;
      amounts.set(key, [...(amounts.get(key) ?? []), points]);
    }
    const earned = data.pointsEntries.filter((entry) => entry.kind === "earn");
    expect(earned.filter((entry) => entry.expiresOn !== addDays(entry.on, 365))).toEqual([]);
    const strays = earned.filter(
      (entry) => !amounts.get(`${entry.customerId} ${entry.on}`)?.includes(Number(entry.points)),
    );
    expect(strays).toEqual([]);
  });

  it("install only machines that were bought and kept, one to five days after the order", () => {
    const lines = new Map(data.orderLines.map((line) => [line.id, line]));
    for (const machine of data.installedProducts) {
      const line = lines.get(machine.id.replace("-installed", ""))!;
      expect([line.customerId, line.productId]).toEqual([machine.ownerId, machine.productId]);
      const delay = dayNumber(machine.installedOn) - dayNumber(line.orderedOn);
      expect(delay).toBeGreaterThanOrEqual(1);
      expect(delay).toBeLessThanOrEqual(5);
    }
    const intervals = retailCatalogue.filter((product) => product.serviceIntervalMonths !== undefined);
    expect(new Set(data.installedProducts.map((machine) => machine.productId)).size).toBe(intervals.length);
    expect(data.installedProducts.some((machine) => machine.lastServicedOn !== undefined)).toBe(true);
    expect(data.installedProducts.some((machine) => machine.reasonForUse !== undefined)).toBe(true);
  });

  it("know facts under attributes of the catalogue: some verified since, some corrected, the wrong one kept", () => {
    const parties = new Map(data.parties.map((party) => [party.id, party]));
    const byId = new Map(data.facts.map((fact) => [fact.id, fact]));
    expect(byId.size).toBe(data.facts.length);
    expect(data.facts.filter((fact) => fact.verifiedAt !== undefined).length).toBeGreaterThan(50);
    const corrections = data.facts.filter((fact) => fact.supersedesId !== undefined);
    expect(corrections.length).toBeGreaterThan(10);
    for (const fact of corrections)
      expect(byId.get(fact.supersedesId!)).toMatchObject({
        subjectId: fact.subjectId,
        attribute: fact.attribute,
        retractedAt: fact.recordedAt,
      });
    for (const fact of data.facts) {
      const party = parties.get(fact.subjectId)!;
      expect(builtInAttributes.find(fact.attribute)?.subjects).toContain(party.kind);
      const last = [fact.recordedAt, fact.checkedAt, fact.retractedAt]
        .filter((one) => one !== undefined)
        .sort()
        .at(-1)!;
      expect(last.slice(0, 10) < asOf).toBe(true);
      expect(last.slice(0, 10) <= (party.closed?.on ?? asOf)).toBe(true);
    }
  });

  it("name parties and contacts that exist in all that is known around them, and no day to come", () => {
    const ids = new Set(data.parties.map((party) => party.id));
    const contacts = new Set(data.interactions.map((contact) => contact.id));
    const around = [
      ...data.contactPoints.map((one) => [one.partyId, one.verifiedAt ?? one.source.observedOn] as const),
      ...data.preferences.map((one) => [one.partyId, one.source.observedOn] as const),
      ...data.relationships.map((one) => [one.toId, one.source.observedOn] as const),
      ...data.competitorPresences.map((one) => [one.customerId, one.source.observedOn] as const),
      ...data.opportunities.map((one) => [one.customerId, one.closedOn ?? one.openedOn] as const),
      ...data.complaints.map((one) => [one.customerId, one.history.at(-1)!.at] as const),
      ...data.surveyAnswers.map((one) => [one.partyId, one.answeredAt] as const),
      ...data.costEntries.map((one) => [one.customerId, one.on] as const),
      ...data.accountAssignments.map((one) => [one.customerId, one.validFrom!] as const),
      ...data.memberships.map((one) => [one.partyId, one.validFrom!] as const),
      ...data.contracts.map((one) => [one.customerId, one.startsOn] as const),
      ...data.switchingBonds.map((one) => [one.customerId, one.source.observedOn] as const),
      ...data.benefits.map((one) => [one.partyId, one.grantedOn] as const),
      ...data.spendEstimates.map((one) => [one.customerId, one.source.observedOn] as const),
      ...data.lifecycleChanges.map((one) => [one.partyId, one.on] as const),
    ];
    expect(around.filter(([id, day]) => !ids.has(id) || day >= asOf)).toEqual([]);
    const caused = data.costEntries.filter((one) => one.causedBy !== undefined);
    expect(caused.filter((one) => !contacts.has(one.causedBy!.id))).toEqual([]);
    expect(caused.length).toBe(data.interactions.length);
    const uncaused = data.costEntries.filter((one) => one.causedBy === undefined);
    expect(new Set(uncaused.map((one) => one.kind))).toEqual(new Set(["acquisition", "marketing"]));
    expect(data.costEntries.filter((one) => Number(one.amount) === 0)).toEqual([]);
  });

  it("tie customers by every kind of bond, benefit and programme, some of which end within a month", () => {
    const kinds = (list: readonly { readonly kind: string }[]) =>
      [...new Set(list.map((one) => one.kind))].sort();
    expect(kinds(data.switchingBonds)).toEqual([
      "bundle",
      "contract",
      "delayed-benefit",
      "equipment",
      "learning",
      "points",
      "structural",
    ]);
    expect([...new Set(data.benefits.map((one) => one.class))].sort()).toEqual([
      "financial",
      "social",
      "structural",
    ]);
    const programmes = new Set(data.programmes.map((one) => one.id));
    expect(new Set(data.memberships.map((one) => one.programmeId))).toEqual(programmes);
    const contracts = new Set(data.contracts.map((one) => one.id));
    const bound = data.switchingBonds.filter((one) => one.contractId !== undefined);
    expect(bound.filter((one) => !contracts.has(one.contractId!))).toEqual([]);
    const ends = findTermEnds(data, { asOf, within: 30 });
    expect(ends.length).toBeGreaterThan(5);
    expect(data.contracts.filter((one) => one.endsOn! <= asOf)).toEqual([]);
  });

  it("know what some spend in all: with us what the orders say, with others the rest", () => {
    const years = [data.window.from, "2025-11-22", asOf] as const;
    expect(data.spendEstimates.length).toBeGreaterThan(100);
    for (const one of data.spendEstimates) {
      const year = one.id.endsWith("-1") ? 0 : 1;
      expect([one.periodFrom, one.periodTo]).toEqual([years[year], years[year + 1]]);
      const ours = data.orderLines
        .filter((line) => line.customerId === one.customerId)
        .filter((line) => line.orderedOn >= one.periodFrom && line.orderedOn < one.periodTo)
        .reduce((sum, line) => sum + units(line.amount), 0);
      expect(units(one.ours!.amount)).toBe(ours);
      const others = one.byCompetitor!.reduce((sum, rival) => sum + units(rival.amount), 0);
      expect(units(one.total.amount)).toBe(ours + others);
    }
  });

  it("have lost customers after their last order, some with a cause and a competitor, none of them dead", () => {
    const last = new Map(data.orderLines.map((line) => [line.customerId, line.orderedOn]));
    expect(data.lifecycleChanges.length).toBeGreaterThan(20);
    for (const { partyId, on, stage, reason, detected, competitorId } of data.lifecycleChanges) {
      expect(stage).toBe("lost");
      expect(on >= (last.get(partyId) ?? "")).toBe(true);
      expect(detected === "declared").toBe(reason !== undefined);
      expect(competitorId === undefined || reason !== undefined).toBe(true);
      expect(parties.get(partyId)!.closed).toBeUndefined();
    }
    expect(data.lifecycleChanges.some((one) => one.competitorId !== undefined)).toBe(true);
  });

  it("answer of five elements, all in all better where customers stay", () => {
    const answers = groupBy(data.surveyAnswers, (one) => one.partyId);
    expect([...answers.values()].filter((own) => own.length !== 5)).toEqual([]);
    const lost = new Set(data.lifecycleChanges.map((one) => one.partyId));
    const overall = data.surveyAnswers.filter((one) => one.dimension === "overall");
    const mean = (list: typeof overall) => list.reduce((sum, one) => sum + one.perception, 0) / list.length;
    expect(mean(overall.filter((one) => lost.has(one.partyId)))).toBeLessThan(
      mean(overall.filter((one) => !lost.has(one.partyId))),
    );
  });

  it("know the variety that a reader of such data must cope with", () => {
    const zones = groupBy(data.parties, (party) => party.timeZone ?? "");
    expect([...zones.keys()].sort()).toEqual(["America/New_York", "Asia/Taipei", "Europe/London"]);
    expect(zones.get("Europe/London")!.length).toBeGreaterThan(data.parties.length / 2);
    expect(data.parties.some((party) => /^\p{Script=Han}/u.test(party.name))).toBe(true);
    const organisations = data.parties.filter((party) => party.kind === "organisation");
    expect(organisations.length).toBe(15);
    const contacts = organisations.map(
      ({ id }) => data.affiliations.filter((one) => one.organisationId === id).length,
    );
    expect([...new Set(contacts)].sort()).toEqual([1, 2, 3, 4]);
    const dates = data.importantDates
      .filter((record) => record.kind === "birthday")
      .map((record) => record.date);
    for (const calendar of ["gregorian", "chinese"] as const)
      for (const known of [true, false])
        expect(dates.some((date) => date.calendar === calendar && (date.year !== undefined) === known)).toBe(
          true,
        );
    expect(new Set(data.consents.map((consent) => consent.status)).size).toBe(2);
    expect(data.orderLines.some((line) => Number(line.amount) === 0)).toBe(true);
  });
});

describe("occasions", () => {
  /** What is due for whom, from facts and from the analyses that are pure functions of the orders. */
  function remindersOf(data: RetailerDataset) {
    const log = orderLogFromRows(data.orderLines, { currency: data.currency });
    const products = new Map(data.products.map((product) => [product.id, product]));
    const productCategories = new Map(data.products.map((product) => [product.id, product.category]));
    const panel = tierPanel(log, { periods: trailingPeriods(data.asOf, { months: 3, count: 8 }) });
    const found = [
      ...findRfmInsights(log, { asOf: data.asOf }),
      ...findValueInsights(log, { asOf: data.asOf, productCategories }),
      ...findMigrationInsights(panel, { asOf: data.asOf }),
    ];
    const insights = groupBy(found, (insight) => insight.subjectId);
    const of = <T>(list: readonly T[], key: (record: T) => string) => groupBy(list, key);
    const dates = of(data.importantDates, (record) => record.partyId);
    const machines = of(data.installedProducts, (record) => record.ownerId);
    const points = of(data.pointsEntries, (record) => record.customerId);
    const consents = of(data.consents, (record) => record.partyId);
    const talks = of(data.interactions, (record) => record.partyId);
    const places = of(data.affiliations, (record) => record.organisationId);
    const lines = of(data.orderLines, (record) => record.customerId);
    const dossiers = data.parties.map(
      (party): Dossier => ({
        party,
        importantDates: dates.get(party.id) ?? [],
        installedProducts: machines.get(party.id) ?? [],
        points: points.get(party.id) ?? [],
        consents: consents.get(party.id) ?? [],
        interactions: talks.get(party.id) ?? [],
        affiliations: places.get(party.id) ?? [],
        insights: insights.get(party.id) ?? [],
        purchases: (lines.get(party.id) ?? [])
          .filter((line) => Number(line.amount) > 0)
          .map((line) => ({ productId: line.productId ?? "", on: line.orderedOn })),
        products,
      }),
    );
    const run = decideReminders({ asOf: `${data.asOf}T07:00:00Z`, zone: "Europe/London", dossiers });
    expect(run.problems).toEqual([]);
    return run.decisions;
  }

  it.each(awkwardDays.map((day, seed) => [day, seed] as const))(
    "are there on %s with 500 customers (seed %d): the rules it is made for have something to send",
    (day, seed) => {
      const decisions = remindersOf(generateRetailer({ seed, asOf: day, customers: 500 }));
      const sent = decisions.filter((decision) => decision.verdict === "send");
      const rules = new Set(sent.map((decision) => decision.ruleId));
      expect(
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
        ].filter((id) => !rules.has(id)),
      ).toEqual([]);
      expect(new Set(sent.map((decision) => decision.cell))).toEqual(new Set(cells));
      const dueToday = (ruleId: string, text = "") =>
        sent.some(
          (decision) => decision.ruleId === ruleId && decision.dueOn === day && decision.id.includes(text),
        );
      for (const [rule, text] of [
        ["birthday", "gregorian"],
        ["birthday", "chinese"],
        ["installation-check", ""],
        ["maintenance-due", "@-14d"],
        ["points-expiring", "@-30d"],
        ["points-expiring", "@-7d"],
        ["points-expiring", "@-1d"],
        ["replenishment", ""],
        ["reason-for-use", ""],
      ] as const)
        expect([rule, text, dueToday(rule, text)]).toEqual([rule, text, true]);
      const due = sent.filter(
        (decision) => decision.ruleId === "maintenance-due" && !decision.id.includes("@"),
      );
      expect(due.some((decision) => decision.dueOn === day)).toBe(true);
    },
  );

  it("grow with the customers: ten of each among the default five thousand", () => {
    const data = generateRetailer({ seed: 11, asOf });
    const today = { from: asOf, to: addDays(asOf, 1) } as const;
    const birthdays = data.importantDates.filter(
      (record) => annualOccurrences(record.date, today).length > 0,
    );
    expect(birthdays.filter((record) => record.date.calendar === "chinese").length).toBeGreaterThanOrEqual(
      10,
    );
    expect(birthdays.filter((record) => record.date.calendar === "gregorian").length).toBeGreaterThanOrEqual(
      10,
    );
    const fresh = data.installedProducts.filter((machine) => machine.installedOn === addDays(asOf, -3));
    expect(fresh.length).toBeGreaterThanOrEqual(10);
  });

  it("hold the cases that the analyses of value and migration look for", () => {
    const data = generateRetailer({ seed: 12, asOf, customers: 500 });
    const byCustomer = [...groupBy(data.orderLines, (line) => line.customerId).values()];
    const category = new Map(data.products.map((product) => [product.id, product.category]));
    const yearAgo = addDays(asOf, -365);
    const narrow = byCustomer.filter((lines) => {
      const recent = lines.filter((line) => line.orderedOn >= yearAgo && !line.amount.startsWith("-"));
      const orders = new Set(recent.map((line) => line.orderId)).size;
      return orders >= 3 && new Set(recent.map((line) => category.get(line.productId ?? ""))).size === 1;
    });
    const spent = (lines: readonly { amount: string }[]) =>
      lines.reduce((sum, line) => sum + units(line.amount), 0);
    expect(Math.max(...narrow.map(spent))).toBeGreaterThan(200_000);
    const [lately, before] = [addDays(asOf, -91), addDays(asOf, -182)];
    const between = (lines: readonly { orderedOn: string; amount: string }[], from: string, to: string) =>
      spent(lines.filter((line) => line.orderedOn >= from && line.orderedOn < to));
    const stopped = byCustomer.filter(
      (lines) => between(lines, before, lately) > 100_000 && between(lines, lately, asOf) === 0,
    );
    const rising = byCustomer.filter(
      (lines) => between(lines, before, lately) === 0 && between(lines, lately, asOf) > 100_000,
    );
    expect([stopped.length > 0, rising.length > 0]).toEqual([true, true]);
  });
});

it("refuses wrong options", () => {
  const wrong = (change: Partial<RetailerOptions>, message: string | RegExp): void => {
    expect(() => generateRetailer({ seed: 1, asOf, customers: 1, ...change })).toThrow(message);
  };
  wrong(
    { customers: 0 },
    "Cannot generate a retailer: customers must be an integer from 1 to 1000000, got 0",
  );
  wrong(
    { asOf: "1989-12-31" },
    "Cannot generate a retailer: asOf must lie in 1990-01-01 to 2100-12-31, got 1989-12-31",
  );
  wrong({ asOf: "2026-02-30" }, /2026-02-30/);
  wrong({ currency: "ABC" }, /ABC/);
  wrong(
    { process: { habitShare: -1 } },
    "Cannot generate a retailer: habitShare of the buying process must be a number from 0 to 1, got -1",
  );
});
