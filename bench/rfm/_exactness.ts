import { sumUnitsBy } from "../../src/money/index.ts";
import type { Orders } from "./_orders.ts";

function sumFloatsBy(codes: Int32Array, amounts: Float64Array, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  for (let i = 0; i < amounts.length; i++) {
    const group = codes[i]!;
    sums[group] = sums[group]! + amounts[i]!;
  }
  return sums;
}

/**
 * Exact sums by customer beside the same loop on floats: the share that exactness costs, as the median of the ratios
 * within a turn. Two sets of arrays take turns, as in bench/money: where the compiler may take an array for a constant
 * the same loop runs up to twice as fast.
 */
export function exactness({ codes, cents, customers }: Orders): number {
  const units = Float64Array.from(cents);
  const sets = [
    { codes, units, floats: units.map((unit) => unit / 100) },
    {
      codes: codes.toReversed(),
      units: units.toReversed(),
      floats: units.map((unit) => unit / 100).reverse(),
    },
  ];
  const timeOf = (run: () => unknown): number => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start);
  };
  const ratios: number[] = [];
  for (let turn = 0; turn < 25; turn++) {
    const set = sets[turn & 1]!;
    const plain = (): number => timeOf(() => sumFloatsBy(set.codes, set.floats, customers));
    const exact = (): number => timeOf(() => sumUnitsBy(set.codes, set.units, customers));
    const [a, b] = turn % 4 < 2 ? [plain(), exact()] : [exact(), plain()];
    if (turn >= 4) ratios.push(turn % 4 < 2 ? b / a : a / b);
  }
  return ratios.sort((a, b) => a - b)[ratios.length >> 1]!;
}
