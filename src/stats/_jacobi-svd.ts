import { norm2 } from "./_norms.ts";

/**
 * Turns the columns of a square matrix W by rotations until they are at right angles: W V = U Σ (Hestenes 1958, with the
 * longer of two columns first, de Rijk 1989). Small singular values keep their relative digits, since each pair is judged by
 * its angle and not by its size.
 *
 * @param w - the columns, overwritten by those of U Σ, longest first
 * @returns the columns of V
 */
export function rotateColumns(w: readonly Float64Array[]): Float64Array[] {
  const n = w.length;
  const v = w.map((_, j) => {
    const unit = new Float64Array(n);
    unit[j] = 1;
    return unit;
  });
  const norms = w.map((column) => norm2(column));
  for (let sweep = 0, turned = true; turned && sweep < 60; sweep++) {
    turned = false;
    for (let j = 0; j < n; j++) norms[j] = norm2(w[j]!);
    for (let i = 0; i < n - 1; i++)
      for (let j = i + 1; j < n; j++) {
        const a = w[i]!;
        const b = w[j]!;
        if (norms[j]! > norms[i]!) {
          swap(a, b);
          swap(v[i]!, v[j]!);
          [norms[i], norms[j]] = [norms[j]!, norms[i]!];
        }
        if (norms[j] === 0) continue;
        const cosine = dot(a, b) / norms[i]! / norms[j]!;
        if (Math.abs(cosine) <= n * 2 ** -53) continue;
        turned = true;
        const zeta = (norms[j]! / norms[i]! - norms[i]! / norms[j]!) / (2 * cosine);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        rotate(a, b, tangent);
        rotate(v[i]!, v[j]!, tangent);
        const ratio = norms[j]! / norms[i]!;
        norms[i]! *= Math.sqrt(1 - tangent * cosine * ratio);
        const left = 1 + (tangent * cosine) / ratio;
        // Anew where the difference has lost digits.
        norms[j] = left > 0.1 ? norms[j]! * Math.sqrt(left) : norm2(b);
      }
  }
  return v;
}

/** Turns two vectors in their plane: a' = c a − s b, b' = s a + c b. */
function rotate(a: Float64Array, b: Float64Array, tangent: number): void {
  const c = 1 / Math.hypot(1, tangent);
  const s = c * tangent;
  for (let k = 0; k < a.length; k++) {
    const x = a[k]!;
    const y = b[k]!;
    a[k] = c * x - s * y;
    b[k] = s * x + c * y;
  }
}

function swap(a: Float64Array, b: Float64Array): void {
  for (let k = 0; k < a.length; k++) {
    const held = a[k]!;
    a[k] = b[k]!;
    b[k] = held;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** Replaces the vectors from `from` on by unit vectors at right angles to all before them (Gram and Schmidt, twice). */
export function completeBasis(vectors: readonly Float64Array[], from: number): void {
  let axis = 0;
  for (let j = from; j < vectors.length; j++) {
    const vector = vectors[j]!;
    for (; ; axis++) {
      vector.fill(0);
      vector[axis] = 1;
      for (let pass = 0; pass < 2; pass++)
        for (let k = 0; k < j; k++) {
          const along = dot(vector, vectors[k]!);
          for (let i = 0; i < vector.length; i++) vector[i]! -= along * vectors[k]![i]!;
        }
      const length = norm2(vector);
      if (length < 0.1 / Math.sqrt(vectors.length)) continue; // this axis lies among those before
      for (let i = 0; i < vector.length; i++) vector[i]! /= length;
      break;
    }
  }
}
