import {
  betaP,
  betaPInverse,
  betaQ,
  betaQInverse,
  chiSquareDistribution,
  digamma,
  erf,
  erfc,
  erfcInverse,
  erfInverse,
  fDistribution,
  gammaP,
  gammaPInverse,
  gammaQ,
  gammaQInverse,
  hyp2f1,
  logBeta,
  logGamma,
  logHyp2f1,
  logRisingFactorial,
  normalDistribution,
  tDistribution,
  trigamma,
} from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GoldenTable, readGolden, relativeError, specialFunctions, worstError } from "./_golden.ts";

describe("special functions against 50-digit values", () => {
  // The bounds are what is measured with some room for the last digit of another engine's exp and log.
  it.each([
    ["logGamma", logGamma, 2e-15],
    ["digamma", digamma, 2e-15],
    ["trigamma", trigamma, 2e-15],
    ["logBeta", logBeta, 2e-14],
    ["logRisingFactorial", logRisingFactorial, 5e-14],
    ["erf", erf, 1e-15],
    ["erfc", erfc, 2e-15],
    ["erfInverse", erfInverse, 2e-15],
    ["erfcInverse", erfcInverse, 2e-15],
    ["gammaPInverse", gammaPInverse, 2e-14],
    ["gammaQInverse", gammaQInverse, 2e-14],
    ["betaPInverse", betaPInverse, 2e-13],
    ["betaQInverse", betaQInverse, 2e-13],
  ] as const)("%s", (name, compute, bound) => {
    const { error, row } = worstError(
      specialFunctions[name]!,
      "value",
      compute as (...args: number[]) => number,
    );
    expect(error, row).toBeLessThan(bound);
  });

  it.each([
    ["gammaTails", "P", gammaP],
    ["gammaTails", "Q", gammaQ],
    ["betaTails", "P", betaP],
    ["betaTails", "Q", betaQ],
  ] as const)("%s: %s, down to 1e-300", (name, column, compute) => {
    const { error, row, rows } = worstError(
      specialFunctions[name]!,
      column,
      compute as (...args: number[]) => number,
    );
    expect(rows).toBeGreaterThan(500);
    expect(error, row).toBeLessThan(4e-13);
  });
});

describe("the acceptance table", () => {
  const table = readGolden<Readonly<Record<string, readonly (readonly (number | string)[])[]>>>(
    "special-functions-acceptance.json",
  );
  const standard = normalDistribution();
  const functions: Readonly<Record<string, (...args: number[]) => number>> = {
    lgamma: logGamma as never,
    digamma: digamma as never,
    trigamma: trigamma as never,
    betaln: logBeta as never,
    gammaincP: gammaP as never,
    gammaincQ: gammaQ as never,
    betainc: betaP as never,
    hyp2f1: hyp2f1 as never,
    qnorm: standard.quantile as never,
    qt: ((p: number, df: number) => tDistribution({ df }).quantile(p)) as never,
    qchisq: ((p: number, df: number) => chiSquareDistribution({ df }).quantile(p)) as never,
    qf: ((p: number, df1: number, df2: number) => fDistribution({ df1, df2 }).quantile(p)) as never,
    qgamma: gammaPInverse as never,
    qbeta: betaPInverse as never,
  };

  it.each(Object.keys(table).filter((name) => name !== "source"))("%s", (name) => {
    for (const row of table[name]!) {
      const args = row.slice(0, -1) as number[];
      const expected = String(row.at(-1));
      const [, mantissa = "", exponent = "0"] = /^(-?[\d.]+)(?:e([+-]?\d+))?$/.exec(expected) ?? [];
      if (Number(exponent) > 308) {
        // A single value of the table exceeds a double: its logarithm is compared.
        const logarithm = Math.log(Number(mantissa)) + Number(exponent) * Math.LN10;
        expect(
          relativeError(logHyp2f1(...(args as [number, number, number, number])), logarithm),
        ).toBeLessThan(1e-14);
        expect(() => functions[name]!(...args)).toThrow("take its logarithm with logHyp2f1");
      } else {
        const error = relativeError(functions[name]!(...args), Number(expected));
        expect(error, `${name}(${args}) = ${expected}`).toBeLessThan(1e-12);
      }
    }
  });

  it("has all the functions", () => {
    const rows = Object.entries(table as unknown as Record<string, GoldenTable["rows"]>)
      .filter(([name]) => name !== "source")
      .map(([, rows]) => rows.length);
    expect(rows.length).toBe(Object.keys(functions).length);
    expect(rows.reduce((sum, n) => sum + n, 0)).toBe(113);
  });
});

const positive = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

describe("laws of the gamma family", () => {
  it("ln Γ(x + 1) = ln Γ(x) + ln x", () => {
    fc.assert(
      fc.property(positive(1e-5, 1e8), (x) => {
        const [left, right] = [logGamma(x + 1), logGamma(x) + Math.log(x)];
        expect(Math.abs(left - right)).toBeLessThan(
          4e-15 * (1 + Math.abs(logGamma(x)) + Math.abs(Math.log(x))),
        );
      }),
    );
  });

  it("Γ(2x) = 2²ˣ⁻¹ Γ(x) Γ(x + ½) / √π (Legendre)", () => {
    fc.assert(
      fc.property(positive(1e-3, 1e5), (x) => {
        const left = logGamma(2 * x);
        const right = (2 * x - 1) * Math.LN2 + logGamma(x) + logGamma(x + 0.5) - 0.5 * Math.log(Math.PI);
        expect(Math.abs(left - right)).toBeLessThan(1e-14 * (1 + x * (1 + Math.abs(Math.log(x)))));
      }),
    );
  });

  it("is exact for factorials", () => {
    let factorial = 1;
    for (let n = 1; n < 18; n++) {
      factorial *= n;
      expect(relativeError(logGamma(n + 1), Math.log(factorial))).toBeLessThan(5e-16);
    }
  });

  it("ψ(x + 1) = ψ(x) + 1/x and ψ′(x + 1) = ψ′(x) − 1/x²", () => {
    fc.assert(
      fc.property(positive(1e-3, 1e5), (x) => {
        const first = Math.abs(digamma(x + 1) - digamma(x) - 1 / x);
        expect(first).toBeLessThan(2e-15 * (1 + 1 / x + Math.abs(digamma(x))));
        const second = Math.abs(trigamma(x + 1) - trigamma(x) + 1 / (x * x));
        expect(second).toBeLessThan(2e-15 * (1 + 2 / (x * x)));
      }),
    );
  });

  it("B(a, b) = B(b, a) = B(a + 1, b) + B(a, b + 1)", () => {
    fc.assert(
      fc.property(positive(1e-2, 1e4), positive(1e-2, 1e4), (a, b) => {
        expect(logBeta(a, b)).toBe(logBeta(b, a));
        const parts =
          Math.exp(logBeta(a + 1, b) - logBeta(a, b)) + Math.exp(logBeta(a, b + 1) - logBeta(a, b));
        expect(Math.abs(parts - 1)).toBeLessThan(1e-15 * (20 + Math.abs(logBeta(a, b))));
      }),
    );
  });

  it("(x)ₘ₊ₙ = (x)ₘ (x + m)ₙ", () => {
    fc.assert(
      fc.property(positive(1e-3, 1e6), positive(1e-6, 1e3), positive(1e-6, 1e3), (x, m, n) => {
        const [left, right] = [
          logRisingFactorial(x, m + n),
          logRisingFactorial(x, m) + logRisingFactorial(x + m, n),
        ];
        // x + m is rounded, which ψ(x) · (x + m) · 2⁻⁵³ of the value pays for.
        const room = 1e-15 * (4 + Math.abs(left) + Math.abs(right) + (x + m + n) * Math.abs(Math.log(x + m)));
        expect(Math.abs(left - right)).toBeLessThan(room);
      }),
    );
  });

  it("ln (x)ₙ keeps its digits where two log-gammas would lose them", () => {
    expect(relativeError(logRisingFactorial(1e15, 1e-3), 1e-3 * Math.log(1e15))).toBeLessThan(1e-14);
    expect(logRisingFactorial(5, 0)).toBe(0);
    expect(relativeError(logRisingFactorial(5, -4), -Math.log(24))).toBeLessThan(2e-14);
  });
});

describe("laws of the error function", () => {
  it("erf is odd, erfc x = 1 − erf x = 2 − erfc −x", () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        expect(erf(-x)).toBe(-erf(x));
        expect(erfc(x)).toBeCloseTo(1 - erf(x), 15);
        expect(erfc(x) + erfc(-x)).toBeCloseTo(2, 14);
      }),
    );
  });

  it("the inverses invert", () => {
    fc.assert(
      fc.property(positive(1e-300, 1), (p) => {
        expect(relativeError(erfc(erfcInverse(p)), p)).toBeLessThan(5e-13); // 1e-16 of x times 2x²
        const y = Math.min(p, 0.9);
        expect(relativeError(erf(erfInverse(y)), y)).toBeLessThan(2e-15);
      }),
    );
    expect(erfInverse(0)).toBe(0);
    expect(erfcInverse(5e-324)).toBeCloseTo(27.213293210812949, 12);
    expect(erfc(30)).toBe(0);
  });
});

describe("laws of the incomplete gamma and beta functions", () => {
  const shape = positive(1e-3, 1e6);
  const near = fc.double({ min: -8, max: 8, noNaN: true });

  it("P + Q = 1 and P grows with x", () => {
    fc.assert(
      fc.property(shape, near, positive(1e-6, 1), (a, z, step) => {
        const x = Math.max(0, a + z * Math.sqrt(a));
        expect(gammaP(x, a) + gammaQ(x, a)).toBeCloseTo(1, 14);
        expect(gammaP(x * (1 + step), a)).toBeGreaterThanOrEqual(gammaP(x, a) * (1 - 1e-13));
        expect(gammaQ(x * (1 + step), a)).toBeLessThanOrEqual(gammaQ(x, a) * (1 + 1e-13));
      }),
    );
  });

  it("P(a, x) = P(a + 1, x) + xᵃ e⁻ˣ / Γ(a + 1)", () => {
    fc.assert(
      fc.property(positive(1e-3, 1e4), near, (a, z) => {
        const x = Math.max(0.01, a + z * Math.sqrt(a));
        const step = Math.exp(a * Math.log(x) - x - logGamma(a + 1));
        expect(Math.abs(gammaP(x, a) - gammaP(x, a + 1) - step)).toBeLessThan(1e-15 * (4 + a * 20));
        expect(Math.abs(gammaQ(x, a + 1) - gammaQ(x, a) - step)).toBeLessThan(1e-15 * (4 + a * 20));
      }),
    );
  });

  it("crosses from one method to the next without a step", () => {
    for (const a of [0.999999, 1, 19.999999, 20, 100]) {
      for (const x of [a + 1, 0.3 * a, 2.36 * a, a]) {
        const [below, above] = [gammaP(x * (1 - 1e-12), a), gammaP(x * (1 + 1e-12), a)];
        expect(Math.abs(above / below - 1)).toBeLessThan(1e-11 * (a + 1));
      }
    }
    for (const a of [1999.999999, 2000]) {
      const value = betaP(0.4, a, 3000);
      expect(relativeError(value, betaP(0.4, a * (1 + 1e-13), 3000))).toBeLessThan(1e-9);
    }
  });

  it("Iₓ(a, b) = 1 − I₁₋ₓ(b, a), and grows with x", () => {
    fc.assert(
      fc.property(shape, shape, near, positive(1e-6, 1), (a, b, z, step) => {
        const logit = Math.log(a / b) + z * Math.sqrt(1 / a + 1 / b);
        const x = 1 / (1 + Math.exp(-Math.max(-40, Math.min(30, logit))));
        const y = 1 - x;
        fc.pre(1 - y === x);
        expect(relativeError(betaP(x, a, b), betaQ(y, b, a))).toBeLessThan(1e-14);
        expect(betaP(x, a, b) + betaQ(x, a, b)).toBeCloseTo(1, 14);
        const further = x + step * y;
        expect(betaP(further, a, b)).toBeGreaterThanOrEqual(betaP(x, a, b) * (1 - 1e-13));
      }),
    );
  });

  it("Iₓ(a, b) tends to P(a, bx) where b is large", () => {
    fc.assert(
      fc.property(positive(1e-2, 1e3), near, (a, z) => {
        const x = Math.max(0.01, a + z * Math.sqrt(a));
        const b = 1e12 * (1 + a * a);
        const [beta, gamma] = [betaP(x / b, a, b), gammaP(x, a)];
        expect(Math.abs(beta - gamma)).toBeLessThan(1e-10);
      }),
    );
  });

  it("the inverses invert, in both tails down to 1e-300", () => {
    const tail = fc.oneof(positive(1e-300, 0.5), fc.double({ min: 0.001, max: 0.999, noNaN: true }));
    fc.assert(
      fc.property(tail, positive(0.02, 1e5), positive(0.02, 1e5), (p, a, b) => {
        const [low, high] = [gammaPInverse(p, a), gammaQInverse(p, a)];
        // The last digit of x is worth x · density of the tail.
        const room = (x: number, digits: number): number => 2e-12 + digits * (a + x) * 2e-16;
        if (low > 1e-300) expect(relativeError(gammaP(low, a), p)).toBeLessThan(room(low, 4));
        if (high > 1e-300) expect(relativeError(gammaQ(high, a), p)).toBeLessThan(room(high, 4));
        const left = betaPInverse(p, a, b);
        if (left > 1e-300 && left < 0.9)
          expect(relativeError(betaP(left, a, b), p)).toBeLessThan(room(a + b, 40));
      }),
    );
  });

  it("the inverses have their ends", () => {
    expect(gammaPInverse(0, 3)).toBe(0);
    expect(gammaQInverse(1, 3)).toBe(0);
    expect([betaPInverse(0, 2, 3), betaPInverse(1, 2, 3)]).toEqual([0, 1]);
    expect([betaQInverse(0, 2, 3), betaQInverse(1, 2, 3)]).toEqual([1, 0]);
    expect(gammaPInverse(1e-300, 0.5)).toBe(0); // 7.9e-601
    expect(betaPInverse(0.9, 1e-3, 1e-5)).toBe(1);
    expect([gammaP(0, 2), gammaQ(0, 2), betaP(0, 1, 2), betaQ(1, 1, 2)]).toEqual([0, 1, 0, 0]);
  });

  it("answers at extreme arguments", () => {
    expect(gammaQ(1e300, 1e300)).toBeCloseTo(0.5, 12);
    expect(gammaP(1e-300, 1e-300)).toBeCloseTo(1, 12);
    expect(betaP(0.5, 1e-300, 1e-300)).toBeCloseTo(0.5, 15);
    expect(betaP(0.5, 1e300, 1e300)).toBeCloseTo(0.5, 12);
    expect(betaP(1e-300, 1, 1)).toBeCloseTo(1e-300, 310);
    expect(gammaP(1e308, 2)).toBe(1);
    expect(Number.isFinite(logGamma(2.5e305))).toBe(true);
    expect(Number.isFinite(digamma(1e-308) + trigamma(1e-154))).toBe(true);
    expect(Number.isFinite(logBeta(1e-300, 1e300) + logBeta(1e300, 1e300))).toBe(true);
  });
});

describe("outside their domain special functions refuse", () => {
  const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  it.each<[string, () => number]>([
    ["Cannot compute a log-gamma: x must be a positive number up to 2.5e305, got 0", () => logGamma(0)],
    [
      "Cannot compute a log-gamma: x must be a positive number up to 2.5e305, got 1e+306",
      () => logGamma(1e306),
    ],
    ["Cannot compute a digamma: x must be a number of at least 1e-308, got -1", () => digamma(-1)],
    ["Cannot compute a trigamma: x must be a number of at least 1e-154, got 0", () => trigamma(0)],
    ["Cannot compute a log-beta: b must be a positive number, got 0", () => logBeta(1, 0)],
    [
      "Cannot compute a log rising factorial: n must be above −x = -2, got -2",
      () => logRisingFactorial(2, -2),
    ],
    ["Cannot compute a log rising factorial: n must be small enough", () => logRisingFactorial(1, 1e307)],
    ["Cannot invert an error function: y must be a number between -1 and 1, got 1", () => erfInverse(1)],
    ["p must be a number between 0 and 2, got 2", () => erfcInverse(2)],
    [
      "Cannot compute an incomplete gamma function: x must be a number from 0 up, got -1",
      () => gammaP(-1, 1),
    ],
    ["Cannot compute an incomplete gamma function: a must be a positive number, got 0", () => gammaQ(1, 0)],
    [
      "Cannot invert an incomplete gamma function: p must be a number from 0 to below 1",
      () => gammaPInverse(1, 2),
    ],
    ["q must be a number above 0, up to 1, got 0", () => gammaQInverse(0, 2)],
    [
      "Cannot compute an incomplete beta function: x must be a number from 0 to 1, got 1.5",
      () => betaP(1.5, 1, 1),
    ],
    [
      "Cannot invert an incomplete beta function: q must be a number from 0 to 1",
      () => betaQInverse(-0.1, 1, 1),
    ],
    ["b must be at least 1e-150, got 1e-200", () => betaPInverse(0.1, 1, 1e-200)],
  ])("%s", (message, call) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });

  it("also NaN and infinities, for every argument", () => {
    const functions = [
      [logGamma, 1],
      [digamma, 1],
      [trigamma, 1],
      [erf, 1],
      [erfc, 1],
      [erfInverse, 1],
      [erfcInverse, 1],
      [logBeta, 2],
      [logRisingFactorial, 2],
      [gammaP, 2],
      [gammaQ, 2],
      [gammaPInverse, 2],
      [gammaQInverse, 2],
      [betaP, 3],
      [betaQ, 3],
      [betaPInverse, 3],
      [betaQInverse, 3],
    ] as unknown as readonly [(...args: number[]) => number, number][];
    for (const [compute, arity] of functions) {
      for (let at = 0; at < arity; at++) {
        for (const value of bad) {
          const args = Array.from({ length: arity }, (_, i) => (i === at ? value : 0.5));
          expect(() => compute(...args), `${compute.name}(${args})`).toThrow(RangeError);
        }
      }
    }
  });
});
