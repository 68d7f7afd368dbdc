import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector } from "../issues/index.ts";

/** A customer was in a state at a time; what happened in between was not seen. */
export interface Visit {
  /** The customer. */
  readonly customerId: string;
  /** When, in the unit of time that the rates are to have: years, days. */
  readonly at: number;
  /** The state then. */
  readonly state: string;
}

/** Looks at the same states the same time apart count together. */
export interface Interval {
  readonly from: number;
  readonly to: number;
  readonly time: number;
  count: number;
}

/** The intervals between the visits of each customer; every visit that cannot be is named. */
export function intervalsOf(
  visits: Iterable<Visit>,
  rank: ReadonlyMap<string, number>,
  canReach: readonly (readonly boolean[])[],
  exactly: ReadonlySet<number>,
  cells: readonly (readonly [number, number])[],
): { readonly intervals: readonly Interval[]; readonly customers: number } {
  const issues = createIssueCollector<"bad-visit">();
  const byCustomer = new Map<string, { readonly visit: Visit; readonly row: number }[]>();
  let number = 0;
  for (const visit of visits) {
    const row = number++;
    const complain = (path: keyof Visit, value: unknown, expected: string): void =>
      issues.add({ code: "bad-visit", path: [path], row, value, expected });
    const { customerId, at, state } = visit;
    if (typeof customerId !== "string" || customerId === "") complain("customerId", customerId, "a customer");
    else if (!Number.isFinite(at)) complain("at", at, "a finite number");
    else if (!rank.has(state)) complain("state", state, `one of ${[...rank.keys()].join(", ")}`);
    else {
      const seen = byCustomer.get(customerId);
      if (seen === undefined) byCustomer.set(customerId, [{ visit, row }]);
      else seen.push({ visit, row });
    }
  }
  const intervals = new Map<string, Interval>();
  let customers = 0;
  for (const [, seen] of [...byCustomer].sort(([a], [b]) => compareCodePoints(a, b))) {
    seen.sort((a, b) => a.visit.at - b.visit.at);
    if (seen.length > 1) customers++;
    for (let v = 1; v < seen.length; v++) {
      const [before, after] = [seen[v - 1]!, seen[v]!];
      const [from, to] = [rank.get(before.visit.state)!, rank.get(after.visit.state)!];
      const time = after.visit.at - before.visit.at;
      const complain = (path: keyof Visit, expected: string): void =>
        issues.add({ code: "bad-visit", path: [path], row: after.row, value: after.visit[path], expected });
      const entered =
        from === to ||
        !exactly.has(to) ||
        cells.some(([k, l]) => l === to && (k === from || canReach[from]![k]!));
      if (time === 0) complain("at", "a time at which the customer was not seen before");
      else if ((from !== to && !canReach[from]![to]!) || !entered)
        complain("state", `a state that moves lead to from ${before.visit.state}`);
      else {
        const key = `${from} ${to} ${time}`;
        const known = intervals.get(key);
        if (known === undefined) intervals.set(key, { from, to, time, count: 1 });
        else known.count++;
      }
    }
  }
  issues.throwIfAny("fit a generator to visits");
  return { intervals: [...intervals.values()], customers };
}

/** Which states some moves lead to, from each. */
export function reachable(size: number, cells: readonly (readonly [number, number])[]): boolean[][] {
  const reach = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  for (const [i, j] of cells) reach[i]![j] = true;
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++)
      if (reach[i]![k]!) for (let j = 0; j < size; j++) if (reach[k]![j]!) reach[i]![j] = true;
  return reach;
}
