import { dateOfDay, dayNumber, type PlainDate } from "../calendar/index.ts";
import { checkWhole, wrongOption } from "./_check.ts";
import { type NextGap, nextGap } from "./_next-gap.ts";
import { readGaps } from "./_read-gaps.ts";
import { positionOf, type ReplenishmentCalibration, shareBy } from "./calibrate-replenishment.ts";
import type { ReplenishmentModel } from "./fit-replenishment.ts";
import type { PurchaseSequences } from "./purchase-sequences.ts";

/** When a customer will buy a product again. */
export interface ReplenishmentRow {
  /** The customer. */
  readonly customerId: string;
  /** The product. */
  readonly productId: string;
  /** The last purchase of it. */
  readonly lastBought: PlainDate;
  /** Gaps of this customer. */
  readonly gaps: number;
  /** As likely before as after: last purchase plus the median of the next gap. */
  readonly due: PlainDate;
  /**
   * If the customer buys it again, it does so between the two with the probability `confidence`, as seen on the day of the last
   * purchase: by the law alone, or as it was in fact where there is a calibration.
   */
  readonly dueFrom: PlainDate;
  /** The end of the interval. */
  readonly dueTo: PlainDate;
  /** The probability of a gap at least as long as the days since the last purchase; small for who has probably stopped. */
  readonly stillDue: number;
  /**
   * The probability that it is bought from `asOf` to `dueTo`, after the silence until then, those who do not come back included; there with
   * a calibration only.
   */
  readonly chance?: number;
}

/** Options of {@link predictReplenishment}. */
export interface ReplenishmentOptions {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /**
   * The probability that the interval holds the next purchase, if there is one.
   * @defaultValue `0.8`
   */
  readonly confidence?: number | undefined;
  /**
   * What `calibrateReplenishment` measured, with the same family and `minimumGaps`.
   * @defaultValue none: the laws are taken at their word, and say nothing of customers who stop
   */
  readonly calibration?: ReplenishmentCalibration | undefined;
  /**
   * The fewest gaps of the customer itself; with 0 the law of the product alone speaks for who has bought once. One gap does not tell a rhythm:
   * among many customers the shortest single gaps are second thoughts, and intervals that follow them hold far less than they say.
   * @defaultValue `2`
   */
  readonly minimumGaps?: number | undefined;
}

const CENTURY = 36_525;

/**
 * Predicts when each customer buys each product again, with an interval: the customer's own gaps, shrunk to the product's law by how much they
 * tell.
 *
 * lognormal: m = (n ȳ/σ² + μ/τ²) / (n/σ² + 1/τ²), next ln gap ~ N(m, σ² + 1/(n/σ² + 1/τ²)), where τ² includes the uncertainty of μ. gamma:
 * next gap = (b + Σ gaps) · B′(shape, a + n·shape), a beta prime.
 *
 * With a calibration G, quantiles are those of the share that bought again: F⁻¹(G⁻¹(p G(1))), and chance = (G(F(dueTo)) − G(F(silence))) / (1 −
 * G(F(silence))), silence the days without it until `asOf`.
 *
 * @returns rows by due day, then customer, then product; without those whose interval ends more than a century after the purchase
 * @throws RangeError if an option is out of range, or the sequences do not know their customers
 *
 * @example
 * ```ts
 * import { basketsFromRows, fitReplenishment, predictReplenishment, sequencesFromBaskets } from "clientele/affinity";
 *
 * const days = ["2026-01-01", "2026-01-29", "2026-03-01", "2026-03-30", "2026-04-28", "2026-06-01"] as const;
 * const rows = ["ann", "bob"].flatMap((customerId) =>
 *   days.map((boughtOn) => ({ basketId: `${customerId} ${boughtOn}`, customerId, boughtOn, itemId: "coffee" })),
 * );
 * const sequences = sequencesFromBaskets(basketsFromRows(rows));
 * const model = fitReplenishment(sequences, { asOf: "2026-06-02" });
 * const [ann] = predictReplenishment(model, sequences, { asOf: "2026-06-02" });
 * [ann?.due, ann?.dueFrom, ann?.dueTo]; // => ["2026-07-01", "2026-06-28", "2026-07-04"]
 * ```
 */
export function predictReplenishment(
  model: ReplenishmentModel,
  sequences: PurchaseSequences,
  options: ReplenishmentOptions,
): readonly ReplenishmentRow[] {
  const doing = "predict replenishment";
  const { asOf, confidence = 0.8, minimumGaps = 2, calibration } = options;
  if (!(confidence > 0 && confidence < 1))
    throw wrongOption(doing, "confidence", "a number between 0 and 1", confidence);
  if (minimumGaps !== 0) checkWhole(doing, "minimumGaps", minimumGaps, 1);
  const { customerIds, itemIds } = sequences;
  if (customerIds === undefined) throw wrongOption(doing, "sequences", "sequences of customers", "lists");
  const end = dayNumber(asOf);
  const laws = new Map(model.products.map(({ productId, law }) => [productId, law]));
  const rows: (ReplenishmentRow & { readonly at: number })[] = [];
  readGaps(sequences, end).forEach((own, code) => {
    const law = laws.get(itemIds[code]!);
    if (law === undefined) return;
    for (const buyer of own.customers) {
      if (buyer.count < minimumGaps) continue;
      const gap = nextGap(law, buyer);
      const quantile = (p: number): number =>
        gap.quantile(calibration === undefined ? p : positionOf(calibration, p));
      // Where the interval spans a century the law says nothing, and dates may end before it does.
      if (!(quantile((1 + confidence) / 2) < CENTURY)) continue;
      const day = (p: number): number => buyer.last + Math.max(1, Math.round(quantile(p)));
      const at = day(0.5);
      const to = day((1 + confidence) / 2);
      rows.push({
        at,
        customerId: customerIds[buyer.customer]!,
        productId: itemIds[code]!,
        lastBought: dateOfDay(buyer.last),
        gaps: buyer.count,
        due: dateOfDay(at),
        dueFrom: dateOfDay(day((1 - confidence) / 2)),
        dueTo: dateOfDay(to),
        stillDue: end - 1 > buyer.last ? gap.upper(end - 1 - buyer.last) : 1,
        ...(calibration === undefined
          ? {}
          : {
              chance: chanceOf(calibration, gap, { silence: end - 1 - buyer.last, until: to - buyer.last }),
            }),
      });
    }
  });
  const place = new Map(customerIds.map((id, i) => [id, i]));
  rows.sort(
    (a, b) =>
      a.at - b.at ||
      place.get(a.customerId)! - place.get(b.customerId)! ||
      (a.productId < b.productId ? -1 : 1),
  );
  return Object.freeze(rows.map(({ at: _, ...row }) => Object.freeze(row)));
}

/** How probably a gap that has lasted for the silence ends within so many days from its beginning. */
function chanceOf(
  calibration: ReplenishmentCalibration,
  gap: NextGap,
  { silence, until }: { readonly silence: number; readonly until: number },
): number {
  if (until <= silence) return 0;
  const by = (days: number): number => (days > 0 ? shareBy(calibration, 1 - gap.upper(days + 0.5)) : 0);
  const past = by(silence);
  return past < 1 ? Math.max(0, (by(until) - past) / (1 - past)) : 0;
}
