import { matrixExponential } from "../stats/index.ts";
import type { Rates } from "./_generator.ts";

/** Paths through the states under some rates, from one state on. The results are overwritten by the next call. */
export interface Paths {
  /** Row `from` of P(t). */
  row(from: number, time: number): Float64Array;
  /** G_kl = Σ_j w_j · ∫₀ᵗ P(s)_from,k · P(t − s)_lj ds, row after row; `ends` are the weights w. */
  integrals(from: number, time: number, ends: Float64Array): Float64Array;
}

/** Above this expected number of jumps the double sum costs more than an exponential of twice the size. */
const MANY_JUMPS = 60;
/** Jumps whose probability is below this are left out; rounding is more. */
const NEGLIGIBLE = 1e-18;

/**
 * Where customers are after a time, and how that hangs on each rate, by uniformisation: sums of positive terms, so that small
 * probabilities keep all their digits.
 *
 * U = I + Q/Λ; P(t) = Σ_n Poisson(n; Λt)·Uⁿ; ∫ P(s)·P(t − s) ds = Λ⁻¹·Σ_n Poisson(n + 1; Λt)·Σ_{a + b = n} Uᵃ … Uᵇ
 */
export function pathsUnder(rates: Rates): Paths {
  const size = rates.length;
  const fastest = rates.reduce((most, line, i) => Math.max(most, -line[i]!), 0);
  const jump = Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return (i === j ? 1 : 0) + (fastest === 0 ? 0 : rates[i]![j]! / fastest);
  });
  const row = new Float64Array(size);
  const integrals = new Float64Array(size * size);
  const sum = new Float64Array(size);
  // After n jumps: `starts` from the beginning on, `backs` towards the ends, one row of states for each n.
  let weights = new Float64Array(64);
  let starts = new Float64Array(64 * size);
  let backs = new Float64Array(64 * size);

  /** Poisson probabilities from 0 on until what is left does not count; the mean is moderate, so that e^−mean is no trouble. */
  const fillWeights = (mean: number): number => {
    weights[0] = Math.exp(-mean);
    let n = 1;
    for (; n < mean || weights[n - 1]! > NEGLIGIBLE; n++) {
      if (n === weights.length) {
        weights = grown(weights);
        starts = grown(starts);
        backs = grown(backs);
      }
      weights[n] = (weights[n - 1]! * mean) / n;
    }
    return n;
  };
  const fillStarts = (from: number, terms: number): void => {
    starts.fill(0, 0, terms * size);
    starts[from] = 1;
    for (let n = 1; n < terms; n++)
      for (let k = 0; k < size; k++) {
        const p = starts[(n - 1) * size + k]!;
        if (p === 0) continue;
        for (let l = 0; l < size; l++) starts[n * size + l]! += p * jump[k * size + l]!;
      }
  };
  return {
    row(from, time) {
      if (fastest * time > MANY_JUMPS) {
        const moved = matrixExponential(rates.map((line) => line.map((q) => q * time)));
        for (let k = 0; k < size; k++) row[k] = Math.max(0, moved[from]![k]!);
        return row;
      }
      const terms = fillWeights(fastest * time);
      fillStarts(from, terms);
      row.fill(0);
      for (let n = 0; n < terms; n++)
        for (let k = 0; k < size; k++) row[k]! += weights[n]! * starts[n * size + k]!;
      return row;
    },
    integrals(from, time, ends) {
      if (fastest === 0) {
        integrals.fill(0);
        for (let l = 0; l < size; l++) integrals[from * size + l] = time * ends[l]!;
        return integrals;
      }
      if (fastest * time > MANY_JUMPS) return cornerOf(rates, from, time, ends, integrals);
      const terms = fillWeights(fastest * time);
      fillStarts(from, terms);
      backs.set(ends);
      for (let n = 1; n < terms; n++)
        for (let k = 0; k < size; k++) {
          let p = 0;
          for (let l = 0; l < size; l++) p += jump[k * size + l]! * backs[(n - 1) * size + l]!;
          backs[n * size + k] = p;
        }
      integrals.fill(0);
      for (let a = 0; a + 1 < terms; a++) {
        sum.fill(0);
        for (let b = 0; a + b + 1 < terms; b++) {
          const weight = weights[a + b + 1]!;
          for (let l = 0; l < size; l++) sum[l]! += weight * backs[b * size + l]!;
        }
        for (let k = 0; k < size; k++) {
          const start = starts[a * size + k]! / fastest;
          if (start === 0) continue;
          for (let l = 0; l < size; l++) integrals[k * size + l]! += start * sum[l]!;
        }
      }
      return integrals;
    },
  };
}

function grown(numbers: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}

/** Van Loan's corner: exp([[Q, w·eᵀ], [0, Q]]·t) holds the integrals transposed. */
function cornerOf(
  rates: Rates,
  from: number,
  time: number,
  ends: Float64Array,
  integrals: Float64Array,
): Float64Array {
  const size = rates.length;
  const block = Array.from({ length: 2 * size }, (_, a) =>
    Array.from({ length: 2 * size }, (__, b) => {
      if (a < size === b < size) return rates[a % size]![b % size]! * time;
      return a < size && b - size === from ? ends[a]! * time : 0;
    }),
  );
  const exponential = matrixExponential(block);
  for (let k = 0; k < size; k++)
    for (let l = 0; l < size; l++) integrals[k * size + l] = Math.max(0, exponential[l]![size + k]!);
  return integrals;
}
