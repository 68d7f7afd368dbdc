import type { RejectCode, RejectedRow, RejectSample, SetAside } from "./rejected-row.ts";

const SAMPLES = 3;
const LONGEST_VALUE = 200;

/** The reasons in words, as what is wrong with the row. */
export const reasonTexts: Record<RejectCode, string> = {
  "no-customer": "no customer",
  "no-order": "no order number",
  "bad-date": "not a date of the file's format",
  "bad-day": "not a day that exists",
  "bad-quantity": "quantity is not a number",
  "bad-price": "price is not a number",
  "bad-amount": "amount is not a number",
  "bad-cost": "cost is not a number, or of another sign than the amount",
  "missing-amount": "no amount",
  "amount-out-of-range": "amount is too large or has too many decimals",
  "cost-out-of-range": "cost is too large or has too many decimals",
  "bad-customer": "customer is too long or not well-formed text",
  "bad-order": "order number is too long or not well-formed text",
  "bad-product": "product is too long or not well-formed text",
  "missing-day": "no day",
  "bad-moment": "not a moment",
  "quantity-out-of-range": "quantity is too large or has too many decimals",
  "bad-channel": "channel is too long or not well-formed text",
  "bad-place": "place is too long or not well-formed text",
  "other-currency": "another currency",
  "bad-row": "not a row",
  "field-count": "more or fewer fields than the header",
  "quote-not-closed": "a quote is opened and not closed",
  "text-after-quote": "text stands after a closing quote",
};

export interface RejectTally {
  add(row: RejectedRow): void;
  summary(): SetAside;
}

export function createRejectTally(): RejectTally {
  const byCode = new Map<RejectCode, { rows: number; samples: RejectSample[] }>();
  let rows = 0;
  return {
    add({ row, code, column, value }) {
      rows += 1;
      const entry = byCode.get(code) ?? { rows: 0, samples: [] };
      byCode.set(code, entry);
      entry.rows += 1;
      if (entry.samples.length < SAMPLES)
        entry.samples.push(Object.freeze({ row, column, value: value.slice(0, LONGEST_VALUE) }));
    },
    summary() {
      const reasons = [...byCode].map(([code, entry]) =>
        Object.freeze({
          code,
          reason: reasonTexts[code],
          rows: entry.rows,
          samples: Object.freeze([...entry.samples]),
        }),
      );
      reasons.sort((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1));
      return Object.freeze({ rows, reasons: Object.freeze(reasons) });
    },
  };
}
