import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freshness } from "../../src/knowledge/index.ts";

const at = (days: number): string => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString();

describe("freshness", () => {
  it("halves with every half-life [S4-34]", () => {
    const seen = { observedAt: at(0) };
    expect([0, 30, 60, 90].map((day) => freshness(seen, { asOf: at(day), halfLifeDays: 30 }))).toEqual([
      1, 0.5, 0.25, 0.125,
    ]);
  });

  it("starts again when the fact proved true, but not by a verification of the future", () => {
    const seen = { observedAt: at(0), verifiedAt: at(60) };
    expect(freshness(seen, { asOf: at(60), halfLifeDays: 30 })).toBe(1);
    expect(freshness(seen, { asOf: at(59), halfLifeDays: 30 })).toBe(2 ** (-59 / 30));
  });

  it("does not age without a half-life, nor before it was seen", () => {
    expect(freshness({ observedAt: at(0) }, { asOf: at(9999) })).toBe(1);
    expect(freshness({ observedAt: at(5) }, { asOf: at(0), halfLifeDays: 1 })).toBe(1);
  });

  it("never rises while nothing proves it true, stays in (0, 1], and is additive in time", () => {
    const days = fc.integer({ min: 0, max: 3000 });
    fc.assert(
      fc.property(days, days, fc.integer({ min: 30, max: 3000 }), (a, b, halfLifeDays) => {
        const value = (day: number) => freshness({ observedAt: at(0) }, { asOf: at(day), halfLifeDays });
        expect(value(a + b)).toBeLessThanOrEqual(value(a));
        expect(value(a)).toBeGreaterThan(0);
        expect(value(a + b)).toBeCloseTo(value(a) * value(b), 12);
      }),
    );
  });

  it("refuses what is no half-life and no moment", () => {
    expect(() => freshness({ observedAt: at(0) }, { asOf: at(1), halfLifeDays: 0 })).toThrow(
      "Cannot tell freshness: halfLifeDays must be a number above 0, got 0",
    );
    expect(() => freshness({ observedAt: at(0) }, { asOf: "2026" })).toThrow("asOf must be a UTC instant");
  });
});
