import type { IssueInput } from "../issues/index.ts";
import {
  createMoneyColumnBuilder,
  minorDigits,
  parseDecimal,
  rescaleMoneyColumn,
  type ScaledDecimal,
} from "../money/index.ts";
import { createMarkColumn } from "./_growing-column.ts";
import { coarsen, without } from "./_strays.ts";
import type { AnyOrderRow, OrderIssueCode } from "./order-row.ts";

/** The money of the lines so far. */
export interface LineAmounts {
  /** Takes amount and cost of a row, both or none, and gives back what is wrong with the first refused. */
  push(row: AnyOrderRow): IssueInput<OrderIssueCode> | undefined;
  /** The lines so far; more may follow. */
  finish(): LineMoney;
}

/** Amounts and costs in integer units of one exponent. */
export interface LineMoney {
  readonly exponent: number;
  readonly amounts: Float64Array;
  /** Zero where the cost is not known. */
  readonly costs: Float64Array;
  /** 1 where the cost is known. */
  readonly costKnown: Uint8Array;
}

export function createLineAmounts(currency: string, maxExponent: number): LineAmounts {
  const amounts = createMoneyColumnBuilder(currency, { maxExponent });
  const costs = createMoneyColumnBuilder(currency, { maxExponent });
  const costKnown = createMarkColumn();
  /** Amounts whose cost was refused: they stand in their column and belong to no line. */
  const strays: number[] = [];

  return {
    push(row) {
      if (lacksAmount(row)) return MISSING;
      try {
        if (row.amount !== undefined) amounts.push(row.amount);
        else amounts.pushProduct(row.quantity, row.price);
      } catch (error) {
        return moneyIssue("amount", shownAmount(row), error, maxExponent);
      }
      try {
        costs.push(row.cost ?? "0");
      } catch (error) {
        strays.push(amounts.size - 1);
        return moneyIssue("cost", row.cost, error, maxExponent);
      }
      costKnown.push(row.cost === undefined ? 0 : 1);
      return undefined;
    },
    finish() {
      const amount = amounts.finish();
      const cost = costs.finish();
      const scale = Math.max(amount.exponent, cost.exponent);
      const money = {
        amounts: without(strays, rescaleMoneyColumn(amount, scale).units),
        costs: rescaleMoneyColumn(cost, scale).units,
        costKnown: costKnown.finish(),
      };
      if (strays.length === 0) return { ...money, exponent: scale };
      return { ...money, exponent: coarsen([money.amounts, money.costs], scale, minorDigits(currency)) };
    },
  };
}

/** What is wrong with amount and cost of a row by themselves, whatever the other lines are. */
export function moneyProblems(
  row: AnyOrderRow,
  currency: string,
  maxExponent: number,
): IssueInput<OrderIssueCode>[] {
  const found: IssueInput<OrderIssueCode>[] = [];
  try {
    if (lacksAmount(row)) found.push(MISSING);
    else if (row.amount !== undefined) parseDecimal(row.amount, { maxExponent });
    else if (!isOrdinary(parseDecimal(row.quantity), parseDecimal(row.price), maxExponent))
      createMoneyColumnBuilder(currency, { maxExponent }).pushProduct(row.quantity, row.price);
  } catch (error) {
    found.push(moneyIssue("amount", shownAmount(row), error, maxExponent));
  }
  try {
    if (row.cost !== undefined) parseDecimal(row.cost, { maxExponent });
  } catch (error) {
    found.push(moneyIssue("cost", row.cost, error, maxExponent));
  }
  return found;
}

/** Products that fit beyond doubt; a file can hold many bad rows, and a builder for each would be slow. */
const isOrdinary = (a: ScaledDecimal, b: ScaledDecimal, maxExponent: number): boolean =>
  a.exponent + b.exponent <= maxExponent && Math.abs(a.units * b.units) < 1e9;

const MISSING: IssueInput<OrderIssueCode> = {
  code: "missing-amount",
  path: ["amount"],
  expected: "an amount, or a quantity and a price",
};

const lacksAmount = (row: AnyOrderRow): boolean =>
  row.amount === undefined && (row.quantity === undefined || row.price === undefined);

const shownAmount = (row: AnyOrderRow): unknown =>
  row.amount === undefined ? `${String(row.quantity)} × ${String(row.price)}` : row.amount;

function moneyIssue(
  field: "amount" | "cost",
  value: unknown,
  error: unknown,
  maxExponent: number,
): IssueInput<OrderIssueCode> {
  if (!(error instanceof RangeError)) {
    return { code: `bad-${field}`, path: [field], value, expected: "a plain decimal such as 12.50" };
  }
  return {
    code: `${field}-out-of-range`,
    path: [field],
    value,
    expected: `at most ${maxExponent} decimals, and below 2^53 of the finest unit of all lines`,
    params: { maxExponent },
  };
}
