import { orderLogFromRows } from "../orders/index.ts";
import { type ClienteleStore, createMemoryStore } from "../repositories/index.ts";
import { generateRetailer, type RetailerDataset } from "../synthetic/index.ts";
import { runDaily } from "../workflow/index.ts";
import type { CommandIo } from "./command-io.ts";
import { DEMO_AS_OF, demoOptions } from "./commands.ts";
import { demoPlans } from "./demo-plans.ts";
import { helpOf } from "./help.ts";
import { dayOption, integerOption } from "./option-values.ts";
import { readArguments } from "./read-arguments.ts";
import { writeDailySections } from "./render/daily-sections.ts";
import { createNumberStyle } from "./render/numbers.ts";
import { writePromotionSection } from "./render/promotion-section.ts";
import { readRunOptions } from "./run-options.ts";
import { tryPromotion } from "./try-promotion.ts";
import { UsageError } from "./usage-error.ts";
import { writeJson, writePage } from "./write-result.ts";

/** The days of which a retailer can be generated with all its birthdays. */
const FIRST_DAY = "1990-01-01";
const LAST_DAY = "2100-12-31";

/** `clientele demo`: the whole job on a generated retailer. */
export async function demoCommand(args: readonly string[], io: CommandIo): Promise<void> {
  const read = readArguments("demo", args, demoOptions);
  if (read.switches.has("help")) return void io.stdout.write(helpOf.demo);
  if (read.positionals.length > 0)
    throw new UsageError(
      `demo takes no file, got ${JSON.stringify(read.positionals[0])}; see clientele report`,
    );
  const options = readRunOptions(read);
  const asOf = dayOption("as-of", read.given.get("as-of") ?? DEMO_AS_OF);
  if (asOf < FIRST_DAY || asOf > LAST_DAY)
    throw new UsageError(`--as-of must lie between ${FIRST_DAY} and ${LAST_DAY} for the demo, got "${asOf}"`);
  const seed = integerOption("seed", read.given.get("seed") ?? "1", 0, Number.MAX_SAFE_INTEGER);
  const customers = integerOption("customers", read.given.get("customers") ?? "5000", 1, 100_000);

  const retailer = generateRetailer({ seed, asOf, customers, turns: true });
  const { currency, window } = retailer;
  const store = createMemoryStore();
  const records = await fillStore(store, retailer);
  const log = orderLogFromRows(retailer.orderLines, { currency, window });
  const report = await runDaily(store, {
    asOf,
    time: options.time,
    zone: options.zone,
    currency,
    orders: log,
    plans: demoPlans(asOf, currency),
  });
  const promotion = tryPromotion(report, log, { asOf, seed });

  if (options.json) return writeJson(io, { retailer: { seed, customers, records }, report, promotion });
  const style = createNumberStyle(options.locale);
  writePage(io, (page) => {
    page.heading(`A generated retailer (seed ${seed}, ${style.counted(customers, "customer")})`);
    page.table(
      [{ title: "read" }, { title: "records", align: "right" }],
      Object.entries(records).map(([name, count]) => [wordsOf(name), style.count(count)]),
    );
    page.line(
      report.orders.setAside.lines === 0
        ? "set aside: nothing, the records are generated and all of them are sound"
        : `set aside: ${style.counted(report.orders.setAside.lines, "order line")}`,
    );
    writeDailySections(page, report, style);
    if (promotion !== undefined) writePromotionSection(page, promotion, style);
  });
}

/** Puts all records into a store, and says how many of each kind there are. */
async function fillStore(
  store: ClienteleStore,
  retailer: RetailerDataset,
): Promise<Readonly<Record<string, number>>> {
  const { products, parties, affiliations, importantDates, consents, installedProducts } = retailer;
  const { orderLines, interactions, pointsEntries, behaviourEvents } = retailer;
  const { contactPoints, preferences, facts, opportunities, complaints, surveyAnswers, costEntries } =
    retailer;
  const expected = "absent";
  await store.transaction(async (tx) => {
    for (const record of products) await tx.products.save(record, { expected });
    for (const record of parties) await tx.parties.save(record, { expected });
    for (const record of affiliations) await tx.affiliations.save(record, { expected });
    for (const record of importantDates) await tx.importantDates.save(record, { expected });
    for (const record of consents) await tx.consents.save(record, { expected });
    for (const record of installedProducts) await tx.installedProducts.save(record, { expected });
    for (const record of contactPoints) await tx.contactPoints.save(record, { expected });
    for (const record of preferences) await tx.preferences.save(record, { expected });
    for (const record of facts) await tx.facts.save(record, { expected });
    for (const record of opportunities) await tx.opportunities.save(record, { expected });
    for (const record of complaints) await tx.complaints.save(record, { expected });
    for (const record of retailer.relationships) await tx.relationships.save(record, { expected });
    for (const record of retailer.accountAssignments) await tx.accountAssignments.save(record, { expected });
    for (const record of retailer.competitorPresences)
      await tx.competitorPresences.save(record, { expected });
    for (const record of retailer.invoices) await tx.invoices.save(record, { expected });
    for (const record of retailer.productNotices) await tx.productNotices.save(record, { expected });
    for (const record of retailer.recalls) await tx.recalls.save(record, { expected });
    for (const record of retailer.channelProfiles) await tx.channelProfiles.save(record, { expected });
    for (const record of retailer.programmes) await tx.programmes.save(record, { expected });
    for (const record of retailer.memberships) await tx.memberships.save(record, { expected });
    for (const record of retailer.contracts) await tx.contracts.save(record, { expected });
    for (const record of retailer.switchingBonds) await tx.switchingBonds.save(record, { expected });
    for (const record of retailer.benefits) await tx.benefits.save(record, { expected });
    for (const record of retailer.spendEstimates) await tx.spendEstimates.save(record, { expected });
  });
  await store.lifecycleChanges.append(retailer.lifecycleChanges);
  await store.orderLines.append(orderLines);
  await store.interactions.append(interactions);
  await store.pointsEntries.append(pointsEntries);
  await store.surveyAnswers.append(surveyAnswers);
  await store.costEntries.append(costEntries);
  await store.behaviourEvents.append(behaviourEvents);
  return {
    orderLines: orderLines.length,
    parties: parties.length,
    affiliations: affiliations.length,
    importantDates: importantDates.length,
    consents: consents.length,
    facts: facts.length,
    contactPoints: contactPoints.length,
    preferences: preferences.length,
    opportunities: opportunities.length,
    complaints: complaints.length,
    surveyAnswers: surveyAnswers.length,
    costEntries: costEntries.length,
    interactions: interactions.length,
    behaviourEvents: behaviourEvents.length,
    installedProducts: installedProducts.length,
    pointsEntries: pointsEntries.length,
    memberships: retailer.memberships.length,
    contracts: retailer.contracts.length,
    switchingBonds: retailer.switchingBonds.length,
    benefits: retailer.benefits.length,
    spendEstimates: retailer.spendEstimates.length,
    lifecycleChanges: retailer.lifecycleChanges.length,
    invoices: retailer.invoices.length,
    productNotices: retailer.productNotices.length,
    recalls: retailer.recalls.length,
    products: products.length,
  };
}

/** "importantDates" as "important dates". */
function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
