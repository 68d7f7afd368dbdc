import { type Complex, complexRoot } from "./_complex-schur.ts";

/**
 * Nodes t and weights w of Gauss–Legendre quadrature on [0, 1]: the sum of w x/(1 + t x) is the [7/7] Padé approximant of
 * ln(1 + x).
 */
export const NODES: readonly (readonly [number, number])[] = [
  [0.025446043828620736, 0.06474248308443485],
  [0.12923440720030277, 0.13985269574463832],
  [0.2970774243113014, 0.19091502525255946],
  [0.5, 0.2089795918367347],
  [0.7029225756886985, 0.19091502525255946],
  [0.8707655927996972, 0.13985269574463832],
  [0.9745539561713793, 0.06474248308443485],
];

/** The norm up to which that approximant is right to rounding (Al-Mohy and Higham 2012, table 2.1). */
export const BOUND = 0.2879093714241194;

/**
 * The principal logarithm of an upper triangular matrix by inverse scaling and squaring: ln T = 2ˢ ln T^(1/2ˢ). Diagonals are
 * taken from their own logarithms, so that 1 is never subtracted from a root that is near it (Al-Mohy and Higham 2012).
 */
export function logarithmOfTriangle(t: Complex): Complex {
  const { n } = t;
  const logs = Array.from({ length: n }, (_, i) => complexLog(t.re[i * n + i]!, t.im[i * n + i]!));
  let root: Complex = { n, re: t.re.slice(), im: t.im.slice() };
  let roots = 0;
  while (roots < 100 && !isNearIdentity(lessIdentity(root, logs, roots))) {
    root = rootOfTriangle(root);
    roots++;
  }
  const x = lessIdentity(root, logs, roots);
  const sum: Complex = { n, re: new Float64Array(n * n), im: new Float64Array(n * n) };
  for (const [node, weight] of NODES) addFraction(sum, x, node, weight);
  const scale = 2 ** roots;
  for (const part of [sum.re, sum.im]) for (let i = 0; i < part.length; i++) part[i]! *= scale;
  for (const [i, [re, im]] of logs.entries()) {
    sum.re[i * n + i] = re;
    sum.im[i * n + i] = im;
  }
  return sum;
}

/** ln z, exact near 1. */
function complexLog(re: number, im: number): [number, number] {
  const size = Math.hypot(re, im);
  const near = size > 0.5 && size < 2;
  return [near ? Math.log1p((re - 1) * (re + 1) + im * im) / 2 : Math.log(size), Math.atan2(im, re)];
}

/** T^(1/2ˢ) − I, its diagonal as e^(ln t/2ˢ) − 1. */
function lessIdentity({ n, re, im }: Complex, logs: readonly [number, number][], roots: number): Complex {
  const out = { n, re: re.slice(), im: im.slice() };
  for (const [i, [logRe, logIm]] of logs.entries()) {
    const [x, y] = [logRe / 2 ** roots, logIm / 2 ** roots];
    out.re[i * n + i] = Math.expm1(x) * Math.cos(y) - 2 * Math.sin(y / 2) ** 2;
    out.im[i * n + i] = Math.exp(x) * Math.sin(y);
  }
  return out;
}

/** Whether the approximant is good: the norm, or what its powers show of it, is within the bound. */
function isNearIdentity(x: Complex): boolean {
  const norm = complexNorm1(x);
  if (norm <= BOUND) return true;
  if (norm > 100) return false;
  const square = multiplyTriangles(x, x);
  const cube = multiplyTriangles(square, x);
  return Math.max(complexNorm1(square) ** (1 / 2), complexNorm1(cube) ** (1 / 3)) <= BOUND;
}

function complexNorm1({ n, re, im }: Complex): number {
  let most = 0;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i <= j; i++) sum += Math.hypot(re[i * n + j]!, im[i * n + j]!);
    most = Math.max(most, sum);
  }
  return most;
}

function multiplyTriangles(a: Complex, b: Complex): Complex {
  const { n } = a;
  const out = { n, re: new Float64Array(n * n), im: new Float64Array(n * n) };
  for (let i = 0; i < n; i++)
    for (let k = i; k < n; k++)
      for (let j = k; j < n; j++) {
        const [p, q] = [i * n + k, k * n + j];
        out.re[i * n + j]! += a.re[p]! * b.re[q]! - a.im[p]! * b.im[q]!;
        out.im[i * n + j]! += a.re[p]! * b.im[q]! + a.im[p]! * b.re[q]!;
      }
  return out;
}

/** The principal square root, column by column from the diagonal up (Björck and Hammarling 1983). */
function rootOfTriangle({ n, re, im }: Complex): Complex {
  const out = { n, re: new Float64Array(n * n), im: new Float64Array(n * n) };
  for (let j = 0; j < n; j++) {
    [out.re[j * n + j], out.im[j * n + j]] = complexRoot(re[j * n + j]!, im[j * n + j]!);
    for (let i = j - 1; i >= 0; i--) {
      let [sumRe, sumIm] = [re[i * n + j]!, im[i * n + j]!];
      for (let k = i + 1; k < j; k++) {
        const [p, q] = [i * n + k, k * n + j];
        sumRe -= out.re[p]! * out.re[q]! - out.im[p]! * out.im[q]!;
        sumIm -= out.re[p]! * out.im[q]! + out.im[p]! * out.re[q]!;
      }
      const [c, d] = [out.re[i * n + i]! + out.re[j * n + j]!, out.im[i * n + i]! + out.im[j * n + j]!];
      [out.re[i * n + j], out.im[i * n + j]] = divide(sumRe, sumIm, c, d);
    }
  }
  return out;
}

/** Adds w X (I + t X)⁻¹ to a sum. */
function addFraction(sum: Complex, { n, re, im }: Complex, node: number, weight: number): void {
  const y = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let j = 0; j < n; j++)
    for (let i = j; i >= 0; i--) {
      let [sumRe, sumIm] = [re[i * n + j]!, im[i * n + j]!];
      for (let k = i + 1; k <= j; k++) {
        const [p, q] = [node * re[i * n + k]!, node * im[i * n + k]!];
        sumRe -= p * y.re[k]! - q * y.im[k]!;
        sumIm -= p * y.im[k]! + q * y.re[k]!;
      }
      [y.re[i], y.im[i]] = divide(sumRe, sumIm, 1 + node * re[i * n + i]!, node * im[i * n + i]!);
      sum.re[i * n + j]! += weight * y.re[i]!;
      sum.im[i * n + j]! += weight * y.im[i]!;
    }
}

function divide(a: number, b: number, c: number, d: number): [number, number] {
  const size = Math.hypot(c, d);
  const [u, v] = [c / size, d / size];
  return [(a * u + b * v) / size, (b * u - a * v) / size];
}
