import { addDays, trailingPeriods } from "clientele/calendar";
import { type OrderRow, orderLogFromRows, type StatePanel, stateAt } from "clientele/orders";
import { tierPanel } from "clientele/value";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRows, anyShuffledRows } from "../orders/arbitrary-rows.ts";

const EUR = { currency: "EUR" } as const;
const periods = trailingPeriods("2026-04-01", { months: 1, count: 3 });
const history = (panel: StatePanel, id: string): (string | undefined)[] =>
  panel.periods.map((_, p) => stateAt(panel, panel.customerIds.indexOf(id), p));
const row = (
  customerId: string,
  orderedOn: OrderRow["orderedOn"],
  amount: string,
  cost?: string,
): OrderRow => ({
  customerId,
  orderedOn,
  amount,
  cost,
});

describe("the panel of tiers", () => {
  it("judges each period by its own value, and knows who was a customer without buying [S2-18]", () => {
    const panel = tierPanel(
      orderLogFromRows(
        [
          row("big", "2026-01-05", "900"),
          row("big", "2026-03-05", "1"),
          row("mid", "2026-01-06", "60"),
          row("mid", "2026-02-06", "5"),
          row("old", "2025-06-01", "5"),
          row("new", "2026-03-31", "900"),
          row("gift", "2026-02-06", "0"),
          row("back", "2026-01-10", "1"),
          row("back", "2026-02-10", "-1"),
          row("next", "2026-04-01", "1"),
        ],
        EUR,
      ),
      { periods },
    );
    expect(panel.states).toEqual(["A", "B", "C", "inactive"]);
    expect(panel.customerIds).toEqual(["back", "big", "mid", "new", "old"]);
    expect(history(panel, "big")).toEqual(["A", "inactive", "C"]);
    expect(history(panel, "mid")).toEqual(["B", "A", "inactive"]);
    expect(history(panel, "old")).toEqual(["inactive", "inactive", "inactive"]);
    expect(history(panel, "new")).toEqual([undefined, undefined, "A"]);
    expect(history(panel, "back")).toEqual(["C", "inactive", "inactive"]);
  });

  it("goes by profit where every line of the periods has a cost, else by revenue", () => {
    const lines = [row("a", "2026-01-05", "100", "99"), row("b", "2026-01-05", "50", "10")];
    const state = (extra: OrderRow) => {
      const panel = tierPanel(orderLogFromRows([...lines, extra], EUR), { periods, shares: [0.5, 0.9] });
      return [history(panel, "a")[0], history(panel, "b")[0]];
    };
    expect(state(row("b", "2025-12-31", "1"))).toEqual(["C", "A"]);
    expect(state(row("b", "2026-03-05", "1"))).toEqual(["A", "B"]);
  });

  it("has a state for every customer from the first purchase on, and none before", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const panel = tierPanel(orderLogFromRows(rows, EUR), { periods });
        const bought = rows.filter((line) => Number(line.amount) > 0);
        panel.customerIds.forEach((id, c) => {
          const own = bought.filter((line) => line.customerId === id);
          periods.forEach(({ from, to }, p) => {
            const known = own.some((line) => line.orderedOn < to);
            const active = own.some((line) => line.orderedOn < to && line.orderedOn >= from);
            const state = stateAt(panel, c, p);
            expect(state === undefined).toBe(!known);
            expect(state === "inactive").toBe(known && !active);
          });
        });
        const all = new Set(
          bought.filter((line) => line.orderedOn < "2026-04-01").map((line) => line.customerId),
        );
        expect(panel.customerIds).toHaveLength(all.size);
      }),
    );
  });

  it("does not depend on the order of rows or the unit of money, and shifts with time", () => {
    fc.assert(
      fc.property(anyShuffledRows, ([rows, shuffled]) => {
        const tenfold = shuffled.map((line) => ({
          ...line,
          orderedOn: addDays(line.orderedOn, 365),
          amount: (Math.round(Number(line.amount) * 1000) / 100).toFixed(2),
          cost: undefined,
        }));
        const plain = rows.map((line) => ({ ...line, cost: undefined }));
        const later = periods.map(({ from, to }) => ({ from: addDays(from, 365), to: addDays(to, 365) }));
        const shifted = tierPanel(orderLogFromRows(tenfold, EUR), { periods: later });
        const base = tierPanel(orderLogFromRows(plain, EUR), { periods });
        expect(shifted.cells).toEqual(base.cells);
        expect(shifted.customerIds).toEqual(base.customerIds);
      }),
    );
  });

  it("is refused without periods, and with periods that overlap", () => {
    const log = orderLogFromRows([row("a", "2026-01-05", "1")], EUR);
    expect(() => tierPanel(log, { periods: [] })).toThrow(
      "Cannot make tier panel: there must be a period, got none",
    );
    expect(() => tierPanel(log, { periods: periods.toReversed() })).toThrow(
      /periods must follow one another/,
    );
    expect(() => tierPanel(log, { periods, shares: [0.9, 0.8] })).toThrow(
      /^Cannot make tier panel: the share/,
    );
  });
});
