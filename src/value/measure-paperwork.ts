import { compareCodePoints } from "../ids/index.ts";
import type { PaperTrace } from "../model/index.ts";
import { type Money, multiplyMoney } from "../money/index.ts";
import { quantile } from "../stats/index.ts";

/** Options of {@link measurePaperwork}. */
export interface PaperworkOptions {
  /** What one step of a document costs the company; without it nothing is said of money. */
  readonly costPerStep?: Money | undefined;
}

/** What documents take on their way through the house. */
export interface PaperworkTotals {
  /** How many documents. */
  readonly documents: number;
  /** Hours from the first step to the last, in the middle of the documents; absent without a document. */
  readonly medianHours?: number | undefined;
  /** Steps in all. */
  readonly steps: number;
  /** Steps of which it was recorded that they could be left out. */
  readonly avoidableSteps: number;
  /** Hours from those steps to the next one: the time of the customer that leaving them out would save. */
  readonly avoidableHours: number;
}

/** What paperwork takes, and what leaving steps out would save. */
export interface Paperwork extends PaperworkTotals {
  /** The same by form. */
  readonly forms: Readonly<Record<PaperTrace["form"], PaperworkTotals>>;
  /** Customers whose documents went through a step that could be left out, by id. */
  readonly customerIds: readonly string[];
  /** Steps that could be left out, the one that takes the most time first. */
  readonly avoidable: readonly { readonly name: string; readonly times: number; readonly hours: number }[];
  /** avoidableSteps · costPerStep: the company's money that leaving them out would save; absent without a cost. */
  readonly avoidableCost?: Money | undefined;
}

const HOUR = 3_600_000;

/**
 * Measures what paperwork takes of the customer's time and the company's money, and which steps could be left out.
 *
 * `avoidable hours = Σ (time of the next step − time of the step)` over steps recorded as not necessary; a last step has no
 * next one, and takes none
 *
 * A step of which nothing is recorded counts as necessary. Compare two periods to see what an improvement brought.
 *
 * @example
 * ```ts
 * import { measurePaperwork } from "clientele/value";
 *
 * const trace = {
 *   schemaVersion: 1 as const, id: "t1", documentId: "d1", form: "paper" as const, customerId: "ann",
 *   steps: [
 *     { name: "received", at: "2026-03-02T08:00:00Z" },
 *     { name: "copied twice", at: "2026-03-02T09:00:00Z", necessary: false },
 *     { name: "answered", at: "2026-03-03T09:00:00Z" },
 *   ],
 * };
 * const found = measurePaperwork([trace], { costPerStep: { amount: "4.00", currency: "EUR" } });
 * [found.medianHours, found.avoidableHours, found.avoidableCost?.amount]; // => [25, 24, "4.00"]
 * ```
 */
export function measurePaperwork(traces: Iterable<PaperTrace>, options: PaperworkOptions = {}): Paperwork {
  const all = [...traces];
  const avoidable = new Map<string, { times: number; millis: number }>();
  const customers = new Set<string>();
  for (const { steps, customerId } of all) {
    steps.forEach((step, i) => {
      if (step.necessary !== false) return;
      const own = avoidable.get(step.name) ?? { times: 0, millis: 0 };
      avoidable.set(step.name, own);
      own.times++;
      own.millis += millisAfter(steps, i);
      if (customerId !== undefined) customers.add(customerId);
    });
  }
  const totals = totalsOf(all);
  const { costPerStep } = options;
  return Object.freeze({
    ...totals,
    forms: Object.freeze({
      paper: totalsOf(all.filter(({ form }) => form === "paper")),
      digital: totalsOf(all.filter(({ form }) => form === "digital")),
    }),
    customerIds: Object.freeze([...customers].sort(compareCodePoints)),
    avoidable: Object.freeze(
      [...avoidable]
        .sort(([a, x], [b, y]) => y.millis - x.millis || y.times - x.times || compareCodePoints(a, b))
        .map(([name, { times, millis }]) => Object.freeze({ name, times, hours: millis / HOUR })),
    ),
    ...(costPerStep === undefined
      ? {}
      : {
          avoidableCost: multiplyMoney(costPerStep, String(totals.avoidableSteps), { rounding: "half-even" }),
        }),
  });
}

type Steps = PaperTrace["steps"];

/** From a step to the next; a last step takes no time that is known. */
function millisAfter(steps: Steps, i: number): number {
  const next = steps[i + 1];
  return next === undefined ? 0 : Date.parse(next.at) - Date.parse(steps[i]!.at);
}

function totalsOf(traces: readonly PaperTrace[]): PaperworkTotals {
  let [steps, avoidableSteps, millis] = [0, 0, 0];
  const spans = traces.map((trace) => {
    trace.steps.forEach((step, i) => {
      steps++;
      if (step.necessary !== false) return;
      avoidableSteps++;
      millis += millisAfter(trace.steps, i);
    });
    return (Date.parse(trace.steps.at(-1)!.at) - Date.parse(trace.steps[0]!.at)) / HOUR;
  });
  return Object.freeze({
    documents: traces.length,
    ...(spans.length === 0 ? {} : { medianHours: quantile(spans, 0.5) }),
    steps,
    avoidableSteps,
    avoidableHours: millis / HOUR,
  });
}
