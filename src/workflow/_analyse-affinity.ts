import {
  basketsFromOrders,
  type CustomerProfile,
  type CustomerSituation,
  calibrateReplenishment,
  findBundleInsights,
  findBundles,
  findNewProductInsights,
  findNextProductInsights,
  findProspects,
  findReplenishmentInsights,
  findSimilarBuyers,
  fitNextProduct,
  fitReplenishment,
  learnBuyerProfile,
  predictReplenishment,
  recommendToCustomers,
  sequencesFromBaskets,
} from "../affinity/index.ts";
import { addDays, type PlainDate } from "../calendar/index.ts";
import type { Insight, Product } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { AffinityReport } from "./affinity-report.ts";
import type { InsufficientHistory } from "./daily-report.ts";

/** What the analysis is asked. */
export interface AffinityInput {
  readonly asOf: PlainDate;
  readonly products: ReadonlyMap<string, Product>;
  readonly situations: ReadonlyMap<string, CustomerSituation>;
}

/** A product is new for half a year. */
const NEW_DAYS = 180;
const CONFIDENCE = 0.8;
const SHOWN = 5;

/** Recommends, tells what runs out, and whom bundles and new products may suit. */
export function analyseAffinity(
  log: OrderLog,
  { asOf, products, situations }: AffinityInput,
): { readonly report: AffinityReport | InsufficientHistory; readonly insights: readonly Insight[] } {
  const customers = basketsFromOrders(log, { asOf, by: "customer" });
  if (customers.size < 2) {
    const report = {
      kind: "insufficient",
      of: "customers with a named product",
      have: customers.size,
      need: 2,
    } as const;
    return { report: Object.freeze(report), insights: [] };
  }
  const names = new Map([...products].map(([id, { name }]) => [id, name]));
  const table = recommendToCustomers(fitNextProduct(customers), customers, {
    limit: 3,
    categories: new Map([...products].map(([id, { category }]) => [id, category])),
    available: (id) => isSold(products.get(id), asOf),
    situationOf: (id) => situations.get(id),
    names,
  });
  const sequences = sequencesFromBaskets(basketsFromOrders(log, { asOf }));
  const next = findNextProductInsights(table, { asOf, sequences });
  const consumable = new Set(
    [...products.values()].flatMap((one) => (one.consumable && isSold(one, asOf) ? one.id : [])),
  );
  // Without a catalogue nobody says what is used up, and every product that is bought again may be.
  const used = { asOf, ...(products.size === 0 ? {} : { products: consumable }) };
  const model = fitReplenishment(sequences, used);
  const judged = calibrateReplenishment(sequences, used);
  const calibration = judged.kind === "calibration" ? judged : undefined;
  const due = findReplenishmentInsights(
    predictReplenishment(model, sequences, { asOf, confidence: CONFIDENCE, calibration }),
    { asOf, confidence: CONFIDENCE },
  );
  const profiles = Array.from(
    customers,
    ({ customerId, items }): CustomerProfile => ({
      customerId: customerId!,
      products: new Set([...items, ...(situations.get(customerId!)?.owned ?? [])]),
    }),
  ).filter(({ customerId }) => situations.get(customerId)?.mayRecommend !== false);
  const refuses = (customerId: string, productId: string): boolean => {
    const { refusedProducts, refusedCategories } = situations.get(customerId) ?? {};
    const category = products.get(productId)?.category;
    return (
      refusedProducts?.has(productId) === true ||
      (category !== undefined && refusedCategories?.has(category) === true)
    );
  };
  // The parts stay, withdrawn or not: they say what is used up.
  const sold = [...products.values()].filter((one) => one.bundle === undefined || isSold(one, asOf));
  const chances = findBundles(sold, profiles).filter(
    ({ customerId, bundleId, lacks }) => ![bundleId, ...lacks].some((id) => refuses(customerId, id)),
  );
  const bundles = findBundleInsights(chances, { asOf });
  const suited = findNewProducts(profiles, { asOf, products, names, refuses });
  return {
    report: Object.freeze({
      kind: "affinity",
      customers: customers.size,
      products: customers.itemIds.length,
      personal: table.personal,
      catalogueCoverage: table.catalogueCoverage,
      evidence: commonest(next),
      replenished: model.products.length,
      replenishmentDue: due.length,
      bundles: bundles.length,
      suited: suited.length,
    }),
    insights: [...next, ...suited, ...bundles, ...due],
  };
}

const isSold = (product: Product | undefined, asOf: PlainDate): boolean =>
  product === undefined ||
  ((product.launchedOn ?? asOf) <= asOf && (product.withdrawnOn ?? "9999-12-31") > asOf);

/** Of products launched of late: who has what they replace, and who is like those who bought them. */
function findNewProducts(
  profiles: readonly CustomerProfile[],
  {
    asOf,
    products,
    names,
    refuses,
  }: {
    readonly asOf: PlainDate;
    readonly products: ReadonlyMap<string, Product>;
    readonly names: ReadonlyMap<string, string>;
    readonly refuses: (customerId: string, productId: string) => boolean;
  },
): readonly Insight[] {
  const since = addDays(asOf, -NEW_DAYS);
  const fresh = [...products.values()].filter(
    (product) => product.launchedOn !== undefined && product.launchedOn > since && isSold(product, asOf),
  );
  const sources = fresh.map(({ id: productId, replacesId }) => {
    const learned = learnBuyerProfile(profiles, { productId });
    // Who refused the product counts when its buyers are learned, and is not told of it.
    const open = profiles.filter(({ customerId }) => !refuses(customerId, productId));
    const label = `has ${names.get(replacesId ?? "") ?? replacesId}, which it replaces`;
    return {
      productId,
      prospects:
        replacesId === undefined
          ? []
          : findProspects(open, { productId, conditions: [{ label, ownsAny: [replacesId] }] }),
      similar: learned.kind === "insufficient" ? [] : findSimilarBuyers(open, learned),
    };
  });
  return findNewProductInsights(sources, { asOf, names });
}

/** The sentences that most customers would hear. */
function commonest(insights: readonly Insight[]): AffinityReport["evidence"] {
  const counts = new Map<string, number>();
  for (const { payload } of insights) {
    const sentence = String(payload["sentence"]);
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  const rows = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, SHOWN);
  return Object.freeze(rows.map(([sentence, customers]) => Object.freeze({ customers, sentence })));
}
