/** Nodes and weights of a quadrature. */
interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Gauss and Legendre's quadrature of so many nodes on an interval: Newton's steps on the roots of the polynomial. */
export function gaussLegendre(size: number, from: number, to: number): Quadrature {
  const nodes = new Float64Array(size);
  const weights = new Float64Array(size);
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  for (let i = 0; i < size; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (size + 0.5));
    let slope = 0;
    for (let step = 0; step < 100; step++) {
      let [before, value] = [1, x];
      for (let k = 2; k <= size; k++)
        [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (size * (before - x * value)) / (1 - x * x);
      const move = value / slope;
      x -= move;
      if (Math.abs(move) < 1e-15) break;
    }
    nodes[i] = middle - half * x;
    weights[i] = (2 * half) / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
