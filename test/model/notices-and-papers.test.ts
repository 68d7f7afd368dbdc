import { checkRecords, type RecordName, recordKinds } from "clientele/model";
import { createMemoryStore } from "clientele/repositories";
import { describe, expect, it } from "vitest";
import { samples } from "./_samples.ts";

/** The paths and expectations of what is wrong with a sample once it is changed. */
const wrong = (name: RecordName, change: object): readonly string[] =>
  checkRecords(recordKinds[name].schema, [{ ...samples[name], ...change }]).issues.map(
    ({ path, expected }) => `${path?.join(".")} ${expected}`,
  );

describe("records of bills, notices, meters and papers", () => {
  it("an invoice is due and collected on or after the day on which it is made out", () => {
    expect(wrong("Invoice", { dueOn: "2026-05-02" })).toEqual([]);
    expect(wrong("Invoice", { dueOn: "2026-05-01" })).toEqual(["dueOn must not be before issuedOn"]);
    expect(wrong("Invoice", { paymentFailedOn: "2026-05-01" })).toEqual([
      "paymentFailedOn must not be before issuedOn",
    ]);
    // Who pays in advance pays before the bill is written.
    expect(wrong("Invoice", { paidOn: "2026-04-30" })).toEqual([]);
    expect(wrong("Invoice", { amount: "-1" })).toEqual(["amount must not be negative"]);
  });

  it("a notice has prices if it is about a price, in one currency, and ends after it begins", () => {
    const outage = { kind: "outage", priceBefore: undefined, price: undefined };
    expect(wrong("ProductNotice", outage)).toEqual([]);
    expect(wrong("ProductNotice", { kind: "outage" })).toEqual([
      "price must stand with kind price-change alone, as must priceBefore",
    ]);
    expect(wrong("ProductNotice", { price: { amount: "1", currency: "GBP" } })).toEqual([
      "priceBefore.currency must be in the one currency of the record",
    ]);
    expect(wrong("ProductNotice", { endsOn: "2027-01-01" })).toEqual(["endsOn must be after startsOn"]);
    expect(wrong("ProductNotice", { productIds: [] })).toHaveLength(1);
  });

  it("a meter asks for service after some use, and a paper runs out after it was issued", () => {
    const meter = (serviceEvery: string) => ({ meter: { unit: "km", serviceEvery } });
    expect(wrong("InstalledProduct", meter("0.5"))).toEqual([]);
    expect(wrong("InstalledProduct", meter("0"))).toEqual(["meter.serviceEvery must be above 0"]);
    expect(wrong("HeldDocument", { expiresOn: "2022-03-01" })).toEqual(["expiresOn must be after issuedOn"]);
    expect(wrong("HeldDocument", { issuedOn: undefined, expiresOn: undefined })).toEqual([]);
    expect(wrong("Recall", { serialNumbers: [] })).toHaveLength(1);
  });

  it("are kept in a store and read back as they were, readings by customer and day", async () => {
    const store = createMemoryStore();
    const expected = "absent";
    await store.invoices.save(samples.Invoice, { expected });
    await store.productNotices.save(samples.ProductNotice, { expected });
    await store.recalls.save(samples.Recall, { expected });
    await store.heldDocuments.save(samples.HeldDocument, { expected });
    expect(await store.invoices.get("R-2026-7")).toMatchObject(samples.Invoice);
    expect(await store.productNotices.get("pn1")).toMatchObject(samples.ProductNotice);
    expect(await store.recalls.get("rc1")).toMatchObject(samples.Recall);
    expect(await store.heldDocuments.get("hd1")).toMatchObject(samples.HeldDocument);
    const later = { ...samples.MeterReading, id: "mr2", on: "2026-06-01" } as const;
    await store.meterReadings.append([later, samples.MeterReading]);
    const read = [];
    for await (const each of store.meterReadings.read({ to: "2026-06-01" })) read.push(each);
    expect(read).toEqual([samples.MeterReading]);
  });
});
