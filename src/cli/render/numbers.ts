import { formatMoney, type Money, type MoneyUnits } from "../../money/index.ts";

/** Numbers as people of a locale write them. */
export interface NumberStyle {
  count(value: number): string;
  /** A number with what it counts: "1 row", "2 rows". */
  counted(value: number, noun: string): string;
  /** A number of customers that is expected, with one decimal. */
  expected(value: number): string;
  /** A share of 1 as a percentage with one decimal. */
  share(value: number): string;
  /** An amount to the minor unit of its currency. */
  money(value: Money | MoneyUnits): string;
  /** An amount with every digit that it has. */
  exactMoney(value: Money): string;
}

export function createNumberStyle(locale: string): NumberStyle {
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  const counts = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const expected = new Intl.NumberFormat(locale, one);
  const shares = new Intl.NumberFormat(locale, { style: "percent", ...one });
  return {
    count: (value) => counts.format(value),
    counted: (value, noun) => `${counts.format(value)} ${noun}${value === 1 ? "" : "s"}`,
    expected: (value) => expected.format(value),
    share: (value) => shares.format(value),
    money: (value) => formatMoney(value, { locale }),
    exactMoney: (value) => formatMoney(value, { locale, digits: value.amount.split(".")[1]?.length ?? 0 }),
  };
}
