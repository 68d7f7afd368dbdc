import { dateOfDay } from "../calendar/index.ts";
import type { CostEntry, LifecycleChange, SpendEstimate } from "../model/index.ts";
import { decimalText, minorDigits } from "../money/index.ts";
import { bernoulli, type Random } from "../stats/index.ts";
import type { CustomerLife } from "./_customer-life.ts";
import type { LineColumns } from "./_line-columns.ts";
import { pick } from "./_names.ts";
import type { KnownSpan } from "./_person-facts.ts";

const RIVALS = ["rival-1", "rival-2", "rival-3"] as const;

/** A customer of whom it may be known what they spend in all. */
export interface SpendingCustomer {
  readonly id: string;
  readonly currency: string;
  /** Where the last two years begin, and where the second ends. */
  readonly years: readonly [number, number, number];
  /** The share of such customers of whom it is. */
  readonly known: number;
}

/**
 * What a customer spends in all in each of the last two years, as somebody found out: what the orders say of it with us, and
 * the rest with one or two competitors. The share that is spent with us moves from one year to the next.
 */
export function drawSpendEstimates(
  random: Random,
  { id, currency, years, known }: SpendingCustomer,
  lines: LineColumns,
): SpendEstimate[] {
  const isKnown = bernoulli(random, known);
  const usual = 0.15 + 0.8 * random.next();
  const moved = usual + 0.5 * (random.next() - 0.5);
  const shares = [usual, Math.min(0.98, Math.max(0.05, moved))] as const;
  const [first, second] = [pick(random, RIVALS), pick(random, RIVALS)];
  const [part, confidence] = [0.5 + 0.5 * random.next(), Math.round(4 + 5 * random.next()) / 10];
  if (!isKnown) return [];
  const money = (units: number): string => decimalText(units, minorDigits(currency));
  return shares.flatMap((share, i): SpendEstimate[] => {
    const [from, to] = [years[i]!, years[i + 1]!];
    const ours = revenueOf(lines, from, to);
    if (ours <= 0) return [];
    const elsewhere = Math.round(ours / share) - ours;
    const main = first === second ? elsewhere : Math.round(part * elsewhere);
    const byCompetitor = [
      { competitorId: first, amount: money(main), currency },
      { competitorId: second, amount: money(elsewhere - main), currency },
    ].slice(0, first === second ? 1 : 2);
    return [
      Object.freeze<SpendEstimate>({
        schemaVersion: 1,
        id: `${id}-wallet-${i + 1}`,
        customerId: id,
        periodFrom: dateOfDay(from),
        periodTo: dateOfDay(to),
        total: Object.freeze({ amount: money(ours + elsewhere), currency }),
        ours: Object.freeze({ amount: money(ours), currency }),
        byCompetitor: byCompetitor.map((one) => Object.freeze(one)),
        confidence,
        source: Object.freeze({
          method: "stated" as const,
          channel: "visit" as const,
          observedOn: dateOfDay(to - 1),
        }),
      }),
    ];
  });
}

/** Purchases less returns of `[from, to)`, in minor units. */
function revenueOf(lines: LineColumns, from: number, to: number): number {
  let sum = 0;
  for (let line = 0; line < lines.size; line++) {
    const day = lines.days[line]!;
    if (day >= from && day < to) sum += lines.amounts[line]!;
  }
  return sum;
}

const CAUSES = [
  "price",
  "late delivery",
  "moved away",
  "range too narrow",
  "a complaint not settled",
] as const;

/** Of those who left for good three in ten are known to have: half of them said why, and some to whom. */
export function drawLoss(
  random: Random,
  customerId: string,
  life: CustomerLife,
  span: KnownSpan,
): LifecycleChange[] {
  const [noticed, told, named] = [bernoulli(random, 0.3), bernoulli(random, 0.5), bernoulli(random, 0.6)];
  const [cause, rival] = [pick(random, CAUSES), pick(random, RIVALS)];
  // It takes a while until it is noticed.
  const day = Math.floor(life.leavesAt) + 30 + Math.floor(60 * random.next());
  if (!noticed || day >= span.to) return [];
  const toRival = named && (cause === "price" || cause === "range too narrow");
  return [
    Object.freeze<LifecycleChange>({
      schemaVersion: 1,
      id: `${customerId}-lost`,
      partyId: customerId,
      on: dateOfDay(day),
      stage: "lost",
      ...(told
        ? { reason: cause, detected: "declared" as const, ...(toRival ? { competitorId: rival } : {}) }
        : { detected: "inferred" as const }),
    }),
  ];
}

/** Whoever has ordered nothing for so long gets no catalogue any more. */
const MAILED_DAYS = 182;

/** What winning took, of who was won within the window, and a catalogue each half-year while the customer orders. */
export function drawMarketingCosts(
  random: Random,
  {
    id,
    currency,
    isOrganisation,
    windowFrom,
  }: { id: string; currency: string; isOrganisation: boolean; windowFrom: number },
  lines: LineColumns,
  { from, to }: KnownSpan,
): CostEntry[] {
  const factor = isOrganisation ? 15 : 1;
  const winning = factor * (300 + Math.floor(900 * random.next()));
  const mailing = factor * (60 + Math.floor(60 * random.next()));
  if (lines.size === 0) return [];
  const entry = (name: string, day: number, kind: CostEntry["kind"], units: number): CostEntry =>
    Object.freeze<CostEntry>({
      schemaVersion: 1,
      id: `${id}-${name}`,
      customerId: id,
      on: dateOfDay(day),
      kind,
      amount: decimalText(units, minorDigits(currency)),
      currency,
    });
  const first = Math.max(from, windowFrom);
  const entries = from >= windowFrom ? [entry("won", from, "acquisition", winning)] : [];
  const orders = lines.days.subarray(0, lines.size);
  for (let day = first + 30; day < to; day += 182)
    if (orders.some((ordered) => ordered < day && ordered >= day - MAILED_DAYS))
      entries.push(entry(`catalogue-${dateOfDay(day)}`, day, "marketing", mailing));
  return entries;
}
