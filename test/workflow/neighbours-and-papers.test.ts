import { createMemoryStore } from "clientele/repositories";
import { runDaily } from "clientele/workflow";
import { describe, expect, it } from "vitest";
import { options } from "./_stores.ts";

const source = { method: "stated", observedOn: "2026-01-05" } as const;
const v = { schemaVersion: 1 } as const;
const expected = "absent";
const company = (id: string, name: string) =>
  ({ ...v, kind: "organisation", id, name, ownerId: "staff" }) as const;
const someone = (id: string, name: string) => ({ ...v, kind: "person", id, name }) as const;

/** What was decided of one customer, by rule. */
type Run = Awaited<ReturnType<typeof runDaily>>;

const runOn = (store: ReturnType<typeof createMemoryStore>): Promise<Run> =>
  runDaily(store, { ...options, companyId: "us" });

function saidOf({ reminders }: Run, customerId: string) {
  return Object.fromEntries(
    reminders.decisions
      .filter(({ subjectId }) => subjectId === customerId)
      .map(({ ruleId, message }) => [ruleId, message]),
  );
}

describe("what the rules read of a store", () => {
  it("tells of bills, recalls, notices, meters, papers and referrals", async () => {
    const store = createMemoryStore();
    await store.parties.save(company("acme", "Acme"), { expected });
    await store.invoices.save(
      {
        ...v,
        id: "R1",
        customerId: "acme",
        issuedOn: "2026-10-26",
        dueOn: "2026-11-25",
        amount: "80.00",
        currency: "GBP",
      },
      { expected },
    );
    await store.installedProducts.save(
      {
        ...v,
        id: "i1",
        ownerId: "acme",
        productId: "press",
        productName: "Press",
        installedOn: "2026-01-01",
        meter: { unit: "prints", serviceEvery: "1000" },
        source,
      },
      { expected },
    );
    await store.meterReadings.append([
      { ...v, id: "m1", customerId: "acme", installedProductId: "i1", on: "2026-11-22", reading: "1001" },
      // What is read later is not known yet.
      { ...v, id: "m2", customerId: "acme", installedProductId: "i1", on: "2026-11-23", reading: "1500" },
    ]);
    await store.recalls.save(
      { ...v, id: "c1", productId: "press", announcedOn: "2026-11-22", what: "Do not print at night." },
      { expected },
    );
    await store.productNotices.save(
      { ...v, id: "n1", kind: "end-of-support", productIds: ["press"], startsOn: "2026-12-22" },
      { expected },
    );
    await store.heldDocuments.save(
      {
        ...v,
        id: "h1",
        partyId: "acme",
        kind: "permit",
        what: "Night permit",
        expiresOn: "2026-12-06",
        source,
      },
      { expected },
    );
    await store.referrals.save(
      { ...v, id: "f1", referrerId: "acme", referredId: "other", on: "2026-11-21" },
      { expected },
    );
    expect(saidOf(await runOn(store), "acme")).toMatchObject({
      "invoice-due": "Invoice R1 to Acme over GBP 80.00 is due on 2026-11-25.",
      "meter-service-due":
        "Service of Press of Acme is due every 1000 prints: reached on 2026-11-22 (1001 prints on 2026-11-22).",
      "product-recall": "Recall of Press, which Acme has: Do not print at night.",
      "outage-notice": "Press, which Acme has, is no longer supported from 2026-12-22.",
      "document-expiry": "Night permit of Acme runs out on 2026-12-06: help to renew it.",
      "referral-thanks": "Acme brought us another customer on 2026-11-21: say thank you.",
    });
  });

  it("reads a tie from both of its ends, while it holds", async () => {
    const store = createMemoryStore();
    for (const party of [someone("ann", "Ann"), someone("bo", "Bo"), someone("cy", "Cy")])
      await store.parties.save(party, { expected });
    for (const partyId of ["ann", "bo", "cy"])
      await store.importantDates.save(
        {
          ...v,
          id: `d-${partyId}`,
          partyId,
          kind: "birthday",
          date: { calendar: "gregorian", year: partyId === "bo" ? 2016 : 1986, month: 11, day: 22 },
          source,
        },
        { expected },
      );
    // Bo is a child of Ann; Cy was her spouse until the year before.
    await store.relationships.save(
      { ...v, id: "r1", fromId: "bo", toId: "ann", kind: "child", source },
      { expected },
    );
    await store.relationships.save(
      { ...v, id: "r2", fromId: "ann", toId: "cy", kind: "spouse", validTo: "2025-06-01", source },
      { expected },
    );
    const run = await runOn(store);
    const familyDates = (id: string) => saidOf(run, id)["family-dates"];
    expect(familyDates("ann")).toBe("Days in the family of Ann on 2026-11-22: Bo (10).");
    expect(familyDates("bo")).toBe("Days in the family of Bo on 2026-11-22: Ann (40).");
    expect(familyDates("cy")).toBeUndefined();
  });

  it("knows who supplies a customer and whom it supplies, but for the own company", async () => {
    const store = createMemoryStore();
    for (const party of [
      company("us", "We"),
      company("acme", "Acme"),
      company("mill", "The Mill"),
      company("shop", "The Shop"),
    ])
      await store.parties.save(party, { expected });
    const tie = { ...v, source, validFrom: "2020-01-01" } as const;
    const ties = [
      { ...tie, id: "t1", fromId: "mill", toId: "acme", kind: "supplier", validTo: "2026-11-22" },
      { ...tie, id: "t2", fromId: "acme", toId: "shop", kind: "supplier" },
      { ...tie, id: "t3", fromId: "us", toId: "acme", kind: "supplier" },
    ] as const;
    for (const each of ties) await store.relationships.save(each, { expected });
    for (const partyId of ["shop", "us"])
      await store.contactPoints.save(
        {
          ...v,
          id: `cp-${partyId}`,
          partyId,
          kind: "post",
          value: "1 Quay, Hull",
          address: { lines: ["1 Quay"], locality: "Hull", country: "GB", postalCode: "HU1" },
          source,
        },
        { expected },
      );
    await store.externalEvents.save(
      {
        ...v,
        id: "e1",
        kind: "disaster",
        name: "Flood of the Humber",
        areas: [{ country: "GB", postalCodes: ["HU"] }],
        startsOn: "2026-11-22",
        source,
      },
      { expected },
    );
    const run = await runOn(store);
    const acme = saidOf(run, "acme");
    expect(acme["supply-chain-change"]).toContain(
      "The Mill, a supplier of Acme, is so no longer, since 2026-11-22",
    );
    expect(acme["supply-chain-care"]).toContain(
      "Flood of the Humber (since 2026-11-22) has struck Hull, where The Shop is, a customer of Acme: ask",
    );
    const mill = saidOf(run, "mill");
    expect(mill["supply-chain-change"]).toContain("Acme, a customer of The Mill, is so no longer");
  });
});
