import type { PlainDate } from "../calendar/index.ts";
import type { CostEntry, Opportunity } from "../model/index.ts";
import type { Money } from "../money/index.ts";
import { moneyOfUnits } from "../orders/index.ts";
import { type BoundedEstimate, estimateProportion } from "../stats/index.ts";
import { sumCostToServe } from "./sum-cost-to-serve.ts";

/** Options of {@link measureProspectWaste}. */
export interface ProspectWasteOptions {
  /** The first day that counts. */
  readonly from: PlainDate;
  /** The first day that does not. */
  readonly to: PlainDate;
  /** What was spent; acquisition, marketing and selling are counted. Without it nothing is said of money. */
  readonly costs?: { readonly entries: Iterable<CostEntry>; readonly currency: string } | undefined;
}

/** How many prospects took time and money and came to nothing. */
export interface ProspectWaste {
  /** Marks the answer as one. */
  readonly kind: "waste";
  /** Prospects whose sales were all decided in the period, or given up. */
  readonly decided: number;
  /** Of them, those who bought nothing: every sale lost or abandoned. */
  readonly wasted: number;
  /** wasted / decided, with a Wilson interval. */
  readonly rate: BoundedEstimate;
  /** Prospects with a sale that is still open: they may yet come to something, and are not counted. */
  readonly open: number;
  /** What was spent in the period on those decided, and on those of them who were wasted; absent without costs. */
  readonly spend?: { readonly decided: Money; readonly wasted: Money; readonly share: number } | undefined;
}

/** The answer where nothing was decided. */
export interface NoProspectWaste {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly of: "decided prospects";
  /** How many there are. */
  readonly have: 0;
  /** How many it takes. */
  readonly need: 1;
}

const COUNTED: ReadonlySet<CostEntry["kind"]> = new Set(["acquisition", "marketing", "selling"]);

/**
 * Measures the waste of prospecting: the share of prospects whose sales of a period all came to nothing, and what was
 * spent on them (the "38 % of prospects are a waste of time and money", on own figures).
 *
 * `rate = wasted / decided`, by prospect; `share = Σ spend on wasted / Σ spend on decided`, 0 where nothing was spent
 *
 * @throws RangeError if the period does not end after it begins
 * @throws InvalidDataError as `sumCostToServe`: a negative cost, another currency
 *
 * @example
 * ```ts
 * import { measureProspectWaste } from "clientele/value";
 *
 * const sale = (id: string, customerId: string, stage: "won" | "lost") => ({
 *   schemaVersion: 1 as const, id, customerId, name: "n", stage, openedOn: "2026-01-05" as const, closedOn: "2026-03-05" as const,
 * });
 * const found = measureProspectWaste([sale("1", "ann", "won"), sale("2", "bob", "lost")], { from: "2026-01-01", to: "2026-07-01" });
 * found.kind === "waste" && [found.wasted, found.decided, found.rate.estimate]; // => [1, 2, 0.5]
 * ```
 */
export function measureProspectWaste(
  opportunities: Iterable<Opportunity>,
  options: ProspectWasteOptions,
): ProspectWaste | NoProspectWaste {
  const { from, to, costs } = options;
  if (to <= from)
    throw new RangeError(`Cannot measure prospect waste: to must be after from ${from}, got ${to}`);
  const states = new Map<string, { won: boolean; decided: boolean; open: boolean }>();
  for (const { customerId, stage, openedOn, closedOn } of opportunities) {
    if (openedOn >= to || (closedOn !== undefined && closedOn < from)) continue;
    const state = states.get(customerId) ?? { won: false, decided: false, open: false };
    states.set(customerId, state);
    if (closedOn === undefined || closedOn >= to) state.open = true;
    else state.decided = true;
    if (closedOn !== undefined && closedOn < to && stage === "won") state.won = true;
  }
  // Who has bought something is no waste, whatever is open; who has not may yet.
  const all = [...states];
  const decided = all.filter(([, state]) => state.decided && (state.won || !state.open)).map(([id]) => id);
  const wasted = new Set(decided.filter((id) => !states.get(id)!.won));
  if (decided.length === 0)
    return Object.freeze({ kind: "insufficient", of: "decided prospects", have: 0, need: 1 });
  return Object.freeze({
    kind: "waste",
    decided: decided.length,
    wasted: wasted.size,
    rate: estimateProportion({ successes: wasted.size, trials: decided.length }),
    open: all.length - decided.length,
    ...(costs === undefined ? {} : { spend: spendOf(decided, wasted, { costs, from, to }) }),
  });
}

function spendOf(
  decided: readonly string[],
  wasted: ReadonlySet<string>,
  period: Required<Pick<ProspectWasteOptions, "from" | "to">> & {
    readonly costs: NonNullable<ProspectWasteOptions["costs"]>;
  },
) {
  const { costs, from, to } = period;
  const entries = [...costs.entries].filter((entry) => COUNTED.has(entry.kind));
  const table = sumCostToServe({ entries }, { from, asOf: to, currency: costs.currency });
  const sum = (ids: Iterable<string>): bigint => {
    let units = 0n;
    for (const id of ids) {
      const at = table.indexOf(id);
      if (at !== undefined) units += BigInt(table.cost[at]!);
    }
    return units;
  };
  const [all, lost] = [sum(decided), sum(wasted)];
  return Object.freeze({
    decided: moneyOfUnits(all, table),
    wasted: moneyOfUnits(lost, table),
    share: all > 0n ? Number(lost) / Number(all) : 0,
  });
}
