import { describeValue } from "../issues/index.ts";
import type { ControlChart } from "./control-chart.ts";

/** A pattern on a control chart that is unlikely without a change, though each point may be within the limits. */
export type ChartRuleName =
  | "beyond-three-sigma"
  | "nine-on-one-side"
  | "eight-on-one-side"
  | "six-in-a-trend"
  | "fourteen-alternating"
  | "two-of-three-beyond-two-sigma"
  | "four-of-five-beyond-one-sigma"
  | "fifteen-within-one-sigma"
  | "eight-beyond-one-sigma";

/** The four zone rules of Western Electric (1956). Together a false alarm comes every 92 points of a normal chart. */
export const westernElectricRules: readonly ChartRuleName[] = /* @__PURE__ */ Object.freeze([
  "beyond-three-sigma",
  "two-of-three-beyond-two-sigma",
  "four-of-five-beyond-one-sigma",
  "eight-on-one-side",
]);

/** The eight rules of Nelson (1984). */
export const nelsonRules: readonly ChartRuleName[] = /* @__PURE__ */ Object.freeze([
  "beyond-three-sigma",
  "nine-on-one-side",
  "six-in-a-trend",
  "fourteen-alternating",
  "two-of-three-beyond-two-sigma",
  "four-of-five-beyond-one-sigma",
  "fifteen-within-one-sigma",
  "eight-beyond-one-sigma",
]);

/** A rule that a chart breaks. */
export interface RuleSignal {
  /** Which rule. */
  readonly rule: ChartRuleName;
  /** The point that completes the pattern. */
  readonly at: number;
}

/** Whether the pattern is complete with the last of these standardised points. */
type Test = (z: readonly number[]) => boolean;

const beyond =
  (need: number, width: number): Test =>
  (z) =>
    [1, -1].some((side) => side * z.at(-1)! > width && z.filter((x) => side * x > width).length >= need);
const steps = (z: readonly number[]): number[] => z.slice(1).map((x, i) => Math.sign(x - z[i]!));
const oneSide: Test = (z) => z.every((x) => x > 0) || z.every((x) => x < 0);

const tests: Readonly<Record<ChartRuleName, readonly [number, Test]>> = {
  "beyond-three-sigma": [1, ([z]) => Math.abs(z!) > 3],
  "nine-on-one-side": [9, oneSide],
  "eight-on-one-side": [8, oneSide],
  "six-in-a-trend": [6, (z) => steps(z).every((s) => s === 1) || steps(z).every((s) => s === -1)],
  "fourteen-alternating": [
    14,
    (z) => steps(z).every((s, i, all) => s !== 0 && (i === 0 || s === -all[i - 1]!)),
  ],
  "two-of-three-beyond-two-sigma": [3, beyond(2, 2)],
  "four-of-five-beyond-one-sigma": [5, beyond(4, 1)],
  "fifteen-within-one-sigma": [15, (z) => z.every((x) => Math.abs(x) < 1)],
  "eight-beyond-one-sigma": [8, (z) => z.every((x) => Math.abs(x) > 1)],
};

/**
 * Finds patterns on a control chart by the rules of Western Electric or Nelson. Every rule finds changes sooner and brings false
 * alarms: with the four of Western Electric one comes every 92 points instead of 370 (Champ and Woodall 1987). Their
 * probabilities hold for independent normal points; use them on charts of counts only where the counts are large.
 *
 * z = (value − centre) / sigma of each point; a pattern is told at the point that completes it
 *
 * @param rules - by default `nelsonRules`
 * @returns by point, then in the order of the rules
 * @throws RangeError when there is no rule of that name
 *
 * @see Nelson (1984), The Shewhart control chart: tests for special causes
 *
 * @example
 * ```ts
 * import { chartIndividuals, findRuleSignals } from "clientele/trend";
 *
 * const chart = chartIndividuals([9, 10, 11, 10, 9, 11, 10, 10.1, 10.4, 10.9, 11.3, 11.9], { baseline: { from: 0, to: 7 } });
 * chart.kind === "chart" && findRuleSignals(chart); // => [{ rule: "six-in-a-trend", at: 11 }]
 * ```
 */
export function findRuleSignals(
  chart: ControlChart,
  rules: readonly ChartRuleName[] = nelsonRules,
): readonly RuleSignal[] {
  for (const rule of rules) {
    if (!Object.hasOwn(tests, rule))
      throw new RangeError(
        `Cannot find rule signals: rule must be one of ${Object.keys(tests).join(", ")}, got ${describeValue(rule)}`,
      );
  }
  const z = chart.points.map(({ value, centre, sigma }) => (value - centre) / sigma);
  const found: RuleSignal[] = [];
  for (let at = 0; at < z.length; at++)
    for (const rule of rules) {
      const [length, test] = tests[rule];
      // "Two of three" may be complete with two points, where the chart has no more yet.
      const shortest =
        rule === "two-of-three-beyond-two-sigma" ? 2 : rule === "four-of-five-beyond-one-sigma" ? 4 : length;
      if (at + 1 >= shortest && test(z.slice(Math.max(0, at + 1 - length), at + 1))) found.push({ rule, at });
    }
  return Object.freeze(found);
}
