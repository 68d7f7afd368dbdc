/** Probabilities said beside shares seen, in one tenth of the probability. */
export interface CalibrationBin {
  /** The lower end of the tenth. */
  readonly from: number;
  /** Its upper end. */
  readonly to: number;
  /** The mean probability said, over customers. */
  readonly said: number;
  /** The share of them to whom it happened. */
  readonly seen: number;
  /** How many probabilities were said: one for each customer and state. */
  readonly statements: number;
}

/** Gathers probabilities by tenths, with how many customers each was said of and to how many it happened. */
export function createCalibration(): {
  add(probability: number, happened: number, customers: number): void;
  bins(): readonly CalibrationBin[];
} {
  const [said, seen, statements] = [new Float64Array(10), new Float64Array(10), new Float64Array(10)];
  return {
    add(probability, happened, customers) {
      const bin = Math.max(0, Math.min(9, Math.floor(10 * probability)));
      said[bin]! += probability * customers;
      seen[bin]! += happened;
      statements[bin]! += customers;
    },
    bins: () =>
      Object.freeze(
        [...statements.keys()].flatMap((bin) => {
          const n = statements[bin]!;
          if (n === 0) return [];
          return [
            Object.freeze({
              from: bin / 10,
              to: (bin + 1) / 10,
              said: said[bin]! / n,
              seen: seen[bin]! / n,
              statements: n,
            }),
          ];
        }),
      ),
  };
}
