import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  createRandom,
  digamma,
  fitLogistic,
  gamma,
  indicatorColumns,
  logBeta,
  logGamma,
  logRisingFactorial,
  minimize,
} from "clientele/stats";
import { describe, expect, it } from "vitest";
import { fitted, worst } from "./_regression-golden.ts";

const data = process.env["CLIENTELE_DATA"];
const positive = (names: readonly string[], starts: readonly number[]) =>
  names.map((name, i) => ({ name, start: starts[i]!, lower: 0 }));

describe("likelihoods of published counts", () => {
  // Boys in families of 12 (Geissler 1889, as in Lindsey and Altham 1998).
  const families = [3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7];
  const n = 12;
  const logLikelihood = (a: number, b: number): number =>
    families.reduce((sum, count, k) => {
      const ways = -Math.log(n + 1) - logBeta(k + 1, n - k + 1);
      return sum + count * (ways + logBeta(k + a, n - k + b) - logBeta(a, b));
    }, 0);

  it.each([
    [1, 1],
    [500, 0.02],
    [0.01, 300],
    [34, 31],
  ])("beta-binomial of Geissler's families from (%d, %d) (R12)", (a, b) => {
    const found = minimize(([x = 0, y = 0]) => -logLikelihood(x, y), {
      parameters: positive(["alpha", "beta"], [a, b]),
    });
    expect(found.status).toBe("converged");
    if (found.status === "failed") return;
    expect(found.value).toBeCloseTo(12492.871358551, 8);
    const [alpha, beta] = found.parameters;
    expect(Math.abs(alpha!.value - 34.102858)).toBeLessThan(1e-4);
    expect(Math.abs(beta!.value - 31.578232)).toBeLessThan(1e-4);
    // The fitted mean is known far better than either parameter.
    expect(alpha!.standardError! / alpha!.value).toBeGreaterThan(0.05);
  });

  it("starts from the moments of Geissler's families (R12)", () => {
    const total = families.reduce((sum, count) => sum + count, 0);
    const mean = families.reduce((sum, count, k) => sum + count * k, 0) / total;
    const variance = families.reduce((sum, count, k) => sum + count * (k - mean) ** 2, 0) / total;
    const m2 = variance + mean * mean;
    const size = n * (m2 / mean - mean - 1) + mean;
    const [alpha, beta] = [(n * mean - m2) / size, ((n - mean) * (n - m2 / mean)) / size];
    expect(worst([alpha, beta], [34.1350211770419, 31.6084920505521])).toBeLessThan(1e-9);
  });

  it("a beta-binomial of what is plainly binomial runs to infinity, and is not given as a finite fit", () => {
    // Exactly binomial(4, ½): 1 4 6 4 1.
    const counts = [1, 4, 6, 4, 1];
    const found = minimize(
      ([a = 0, b = 0]) =>
        -counts.reduce((sum, count, k) => sum + count * (logBeta(k + a, 4 - k + b) - logBeta(a, b)), 0),
      { parameters: positive(["a", "b"], [2, 2]) },
    );
    expect(found.status).toBe("boundary");
    expect(found.reasons.join()).toMatch(/a runs to infinity and b runs to infinity/);
    expect(found.parameters.every((one) => !("standardError" in one))).toBe(true);
  });

  it("a gamma distribution: the score vanishes, errors are those of the information", () => {
    const random = createRandom("gamma likelihood");
    const values = Array.from({ length: 400 }, () => gamma(random, 2.5, 0.5));
    const sums = [
      values.length,
      values.reduce((s, x) => s + Math.log(x), 0),
      values.reduce((s, x) => s + x, 0),
    ] as const;
    const [count, logs, total] = sums;
    const found = minimize(
      ([k = 0, rate = 0]) => -(count * (k * Math.log(rate) - logGamma(k)) + (k - 1) * logs - rate * total),
      {
        parameters: positive(["shape", "rate"], [1, 1]),
        gradient: ([k = 0, rate = 0]) => [
          -(count * (Math.log(rate) - digamma(k)) + logs),
          -((count * k) / rate - total),
        ],
      },
    );
    expect(found.status).toBe("converged");
    const [shape, rate] = found.parameters.map(({ value }) => value) as [number, number];
    expect(shape / rate).toBeCloseTo(total / count, 9);
    expect(Math.log(shape) - digamma(shape)).toBeCloseTo(Math.log(total / count) - logs / count, 10);
    expect(Math.abs(shape - 2.5)).toBeLessThan(4 * found.parameters[0]!.standardError!);
  });
});

describe.skipIf(data === undefined)("likelihoods of real customers (CLIENTELE_DATA)", () => {
  const table = (folder: string, file: string): string[][] =>
    readFileSync(join(data ?? "", "data", folder, file), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.replaceAll(/"[^"]*"/g, "quoted").split(","));

  /** −ln L of BG/NBD (Fader, Hardie and Lee 2005, equation 6) with its gradient; equal customers are counted once. */
  function bgNbd(file: string) {
    const customers = new Map<string, [number, number, number, number]>();
    // The bodies of skipped suites run too.
    for (const [, x, t, T] of data === undefined ? [] : table("clv_rfm", file).slice(1)) {
      const key = `${x} ${t} ${T}`;
      const seen = customers.get(key);
      if (seen) seen[3]++;
      else customers.set(key, [Number(x), Number(t), Number(T), 1]);
    }
    const rows = [...customers.values()];
    const terms = (r: number, alpha: number, a: number, b: number, [x, t, T]: readonly number[]) => {
      const alive = -(r + x!) * Math.log(alpha + T!);
      const gone = x! > 0 ? Math.log(a) - Math.log(b + x! - 1) - (r + x!) * Math.log(alpha + t!) : -Infinity;
      return [alive, gone, Math.max(alive, gone)] as const;
    };
    const value = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): number => {
      let sum = 0;
      for (const row of rows) {
        const [x, , , count] = row;
        const [alive, gone, most] = terms(r, alpha, a, b, row);
        const shared = logRisingFactorial(r, x) + r * Math.log(alpha) + logBeta(a, b + x) - logBeta(a, b);
        sum -= count * (shared + most + Math.log(Math.exp(alive - most) + Math.exp(gone - most)));
      }
      return sum;
    };
    const gradient = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): number[] => {
      const out: [number, number, number, number] = [0, 0, 0, 0];
      for (const row of rows) {
        const [x, t, T, count] = row;
        const [alive, gone] = terms(r, alpha, a, b, row);
        const q = x > 0 ? 1 / (1 + Math.exp(alive - gone)) : 0;
        const ab = digamma(a + b) - digamma(a + b + x);
        const wait = (1 - q) * Math.log(alpha + T) + (q > 0 ? q * Math.log(alpha + t) : 0);
        out[0] -= count * (digamma(r + x) - digamma(r) + Math.log(alpha) - wait);
        out[1] -= count * (r / alpha - (1 - q) * ((r + x) / (alpha + T)) - q * ((r + x) / (alpha + t)));
        out[2] -= count * (ab + q / a);
        out[3] -= count * (ab + digamma(b + x) - digamma(b) - (x > 0 ? q / (b + x - 1) : 0));
      }
      return out;
    };
    return { value, gradient };
  }
  const names = ["r", "alpha", "a", "b"];
  const starts = [
    [1, 1, 1, 1],
    [0.1, 100, 0.01, 30],
    [50, 0.01, 20, 0.1],
    [1e-3, 1e3, 1e3, 1e-3],
  ];

  describe("BG/NBD of the CDNOW sample", () => {
    const { value, gradient } = bgNbd("lifetimes_cdnow_customers_summary.csv");
    for (const start of starts)
      it(`from ${start.join(", ")}`, () => {
        for (const given of start[0] === 1 ? [{ gradient }, {}] : [{ gradient }]) {
          const found = minimize(value, { parameters: positive(names, start), ...given });
          expect(found.status).toBe("converged");
          expect(found.value).toBeCloseTo(9582.42556056735, 8);
          expect(
            worst(
              found.parameters.map((one) => one.value),
              [0.242592907, 4.41353156, 0.792886148, 2.42575344],
            ),
          ).toBeLessThan(1e-6);
          // Published by lifetimes: 0.012557, 0.378221, 0.185719, 0.705345.
          expect(
            worst(
              found.parameters.map((one) => one.standardError!),
              [0.012557, 0.378221, 0.185719, 0.705345],
            ),
          ).toBeLessThan(1e-4);
        }
      });
  });

  describe("BG/NBD of the UCI retailer, whose dropout the likelihood does not determine", () => {
    const { value, gradient } = bgNbd("uci_cbs_weekly_cal_2011-08-31.csv");
    for (const start of starts)
      it(`from ${start.join(", ")}`, () => {
        const found = minimize(value, { parameters: positive(names, start), gradient });
        expect(["boundary", "not-identified"]).toContain(found.status);
        expect(found.reasons.join()).toMatch(/\b[ab]\b/);
        expect(found.parameters.slice(2).every(({ position }) => position !== "inside")).toBe(true);
        expect("covariance" in found).toBe(false);
        // What is left is NBD: r 0.7226, α 9.4245, ln L −21755.348.
        expect(found.value).toBeCloseTo(21755.348, 3);
        expect(found.parameters[0]!.value).toBeCloseTo(0.7226, 3);
        expect(found.parameters[1]!.value).toBeCloseTo(9.4245, 3);
      });
  });

  it("logistic regression of 64,000 visits as R has it (R5)", () => {
    const [heading, ...rows] = table("affinity", "hillstrom.csv");
    const text = (name: string): string[] => {
      const at = heading!.indexOf(name);
      return rows.map((row) => row[at]!);
    };
    const number = (name: string): number[] => text(name).map(Number);
    const answer = fitLogistic({
      response: number("visit"),
      predictors: {
        recency: number("recency"),
        "log(history)": number("history").map(Math.log),
        mens: number("mens"),
        womens: number("womens"),
        newbie: number("newbie"),
        ...indicatorColumns(text("channel"), { prefix: "channel" }),
        ...indicatorColumns(text("zip_code"), { prefix: "zip_code" }),
        tr: text("treatment").map((one) => (one === "No E-Mail" ? 0 : 1)),
      },
    });
    const fit = fitted(answer);
    const output = readFileSync(join(data ?? "", "golden/affinity/hillstrom_R_output.txt"), "utf8");
    for (const { name, estimate, standardError, statistic, pValue } of fit.coefficients) {
      const line = output
        .split("\n")
        .find((one) => one.startsWith(name === "(intercept)" ? "(Intercept) " : `${name} `));
      const published = line!.slice(name.length).trim().split(/\s+/).map(Number);
      expect(worst([estimate], [published[0]!]), name).toBeLessThan(1e-11);
      // R's standard errors are those of the step before the last.
      expect(worst([standardError, statistic!], published.slice(1, 3)), name).toBeLessThan(1e-6);
      expect(worst([pValue!], [published[3]!]), name).toBeLessThan(1e-3);
    }
    expect(fit.coefficients).toHaveLength(11);
    expect(fit.deviance).toBeCloseTo(51284.4862262418, 8);
    expect(fit.aic).toBeCloseTo(51306.4862262418, 8);
  });
});
