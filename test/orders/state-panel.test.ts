import { createStatePanel, fillStatePanel, NO_STATE, stateAt } from "clientele/orders";
import { describe, expect, it } from "vitest";

const periods = [
  { from: "2026-01-01", to: "2026-04-01" },
  { from: "2026-04-01", to: "2026-07-01" },
] as const;
const parts = { customerIds: ["a", "b"], periods, states: ["A", "B"], cells: Uint8Array.of(0, 255, 1, 0) };

describe("a state panel", () => {
  it("is read period by period, customer by customer", () => {
    const panel = createStatePanel(parts);
    expect([stateAt(panel, 0, 0), stateAt(panel, 1, 0)]).toEqual(["A", undefined]);
    expect([stateAt(panel, 0, 1), stateAt(panel, 1, 1)]).toEqual(["B", "A"]);
    expect(NO_STATE).toBe(255);
    expect([panel, panel.periods, panel.states, panel.customerIds].every(Object.isFrozen)).toBe(true);
  });

  it.each([
    ["cells must be 4, 2 customers × 2 periods, got 3", { cells: Uint8Array.of(0, 1, 0) }],
    ["cell 3 must be below 2 or 255, got 2", { cells: Uint8Array.of(0, 1, 255, 2) }],
    ["states must differ, got A, A", { states: ["A", "A"] }],
    ["customers must differ", { customerIds: ["a", "a"] }],
    ["periods must follow one another", { periods: [periods[1], periods[0]] }],
    ["periods must follow one another", { periods: [periods[0], periods[0]] }],
    ["each hold a day", { periods: [periods[0], { from: "2026-04-01", to: "2026-04-01" } as const] }],
    ["states must be at most 255", { states: Array.from({ length: 256 }, (_, i) => `s${i}`) }],
  ])("is refused: %s", (message, wrong) => {
    expect(() => createStatePanel({ ...parts, ...wrong })).toThrow(RangeError);
    expect(() => createStatePanel({ ...parts, ...wrong })).toThrow(message);
  });

  it("has no state outside itself", () => {
    const panel = createStatePanel(parts);
    for (const [customer, period] of [
      [2, 0],
      [0, 2],
      [-1, 0],
      [0.5, 0],
    ] as const) {
      expect(() => stateAt(panel, customer, period)).toThrow(RangeError);
    }
  });
});

describe("a panel filled by a function", () => {
  const frame = { customerIds: ["a", "b"], periods, states: ["x", "y"] };

  it("has the state of every customer in every period", () => {
    const asked: string[] = [];
    const panel = fillStatePanel(frame, (id, period, c, p) => {
      asked.push(`${id} ${period.from} ${c} ${p}`);
      return id === "a" ? (p === 0 ? "y" : "x") : p === 1 ? "y" : undefined;
    });
    expect([...panel.cells]).toEqual([1, NO_STATE, 0, 1]);
    expect(asked).toEqual(["a 2026-01-01 0 0", "b 2026-01-01 1 0", "a 2026-04-01 0 1", "b 2026-04-01 1 1"]);
  });

  it("refuses a state that it does not have", () => {
    expect(() => fillStatePanel(frame, () => "z")).toThrow(
      'Cannot fill state panel: the state of "a" from 2026-01-01 must be one of x, y, got "z"',
    );
  });
});
