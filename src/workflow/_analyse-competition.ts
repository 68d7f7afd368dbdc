import type { PlainDate } from "../calendar/index.ts";
import { shareOfWallet } from "../loyalty/index.ts";
import type { SpendEstimate } from "../model/index.ts";
import {
  type BreadthTable,
  compareCompetitorSpend,
  summariseLosses,
  type ValueTable,
} from "../value/index.ts";
import type { WorthFacts } from "./_read-worth-facts.ts";
import type { WorthReport } from "./worth-report.ts";

/** Whoever spends less than this share here buys elsewhere first. */
const MOST = 0.5;

/** Customers lost in the last year, and spend that moved between the last two estimates of a customer, each by cause. */
export function reportCompetition(
  facts: WorthFacts,
  {
    from,
    to,
    values,
    currency,
  }: {
    readonly from: PlainDate;
    readonly to: PlainDate;
    readonly values: ValueTable;
    readonly currency: string;
  },
): Pick<WorthReport, "losses" | "competitors"> {
  const [now, before] = lastTwo(facts.spendEstimates, { to, currency });
  // What a customer complained of, unless it is known why the customer went.
  const causes = new Map(
    facts.complaints
      .filter(({ receivedAt }) => receivedAt < to)
      .map(({ customerId, category, subject }) => [customerId, category ?? subject]),
  );
  for (const { partyId, on, stage, reason } of facts.lifecycleChanges)
    if (stage === "lost" && on < to && reason !== undefined) causes.set(partyId, reason);
  return {
    losses: summariseLosses(facts.lifecycleChanges, { from, to, values }),
    competitors: compareCompetitorSpend(now, { before, currency, causes }),
  };
}

/** Of each customer and category the estimate that ends last, and the one that ends before it begins. */
function lastTwo(
  estimates: readonly SpendEstimate[],
  { to, currency }: { readonly to: PlainDate; readonly currency: string },
): readonly [readonly SpendEstimate[], readonly SpendEstimate[]] {
  const groups = new Map<string, SpendEstimate[]>();
  for (const one of estimates) {
    if (one.total.currency !== currency || one.periodFrom > to) continue;
    const matter = JSON.stringify([one.customerId, one.category]);
    const own = groups.get(matter) ?? [];
    groups.set(matter, own);
    own.push(one);
  }
  const [now, before]: [SpendEstimate[], SpendEstimate[]] = [[], []];
  for (const own of groups.values()) {
    const rising = [...own].sort((a, b) => (a.periodTo < b.periodTo ? -1 : a.periodTo > b.periodTo ? 1 : 0));
    const last = rising.at(-1)!;
    const prior = rising.findLast(({ periodTo }) => periodTo <= last.periodFrom);
    now.push(last);
    if (prior !== undefined) before.push(prior);
  }
  return [now, before];
}

/** Of who buys one or two products, who buys most of the rest elsewhere, as far as it is known. */
export function reportFewProducts(
  breadth: BreadthTable | undefined,
  estimates: readonly SpendEstimate[],
): Pick<WorthReport, "fewProducts"> {
  if (breadth === undefined) return {};
  const shares = new Map<string, number>();
  for (const estimate of [...estimates].sort((a, b) => (a.periodTo < b.periodTo ? -1 : 1))) {
    const found = estimate.category === undefined ? shareOfWallet(estimate) : undefined;
    if (found?.kind === "share") shares.set(estimate.customerId, found.share);
  }
  const known = breadth.fewProducts.flatMap((id) => shares.get(id) ?? []);
  return {
    fewProducts: {
      customers: breadth.fewProducts.length,
      walletKnown: known.length,
      elsewhere: known.filter((share) => share < MOST).length,
    },
  };
}
