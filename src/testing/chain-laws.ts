import fc from "fast-check";
import { type Chain, forecastTiers } from "../migration/index.ts";
import { createStatePanel, NO_STATE, type StatePanel } from "../orders/index.ts";
import { arbitraryStatePanel } from "./arbitrary-state-panel.ts";
import type { Law } from "./scoring-laws.ts";

/** An estimator of transition matrices: a chain, with its counts if it has them, or `undefined` where it refuses. */
export type ChainEstimator = (
  panel: StatePanel,
) => (Chain & { readonly counts?: readonly (readonly number[])[] | undefined }) | undefined;

/** The laws of estimated chains. */
export type ChainLawId = "rows" | "range" | "repeatable" | "order" | "relabel" | "additive" | "conserve";

/** Options of {@link chainLaws}. */
export interface ChainLawsOptions {
  /**
   * The panels that the estimator must be able to read.
   * @defaultValue `arbitraryStatePanel()`
   */
  readonly panels?: fc.Arbitrary<StatePanel> | undefined;
  /**
   * How far two probabilities that should be equal, or a sum from 1, may be apart.
   * @defaultValue `1e-9`
   */
  readonly tolerance?: number | undefined;
}

/**
 * What every estimator from a panel to a transition matrix keeps, as properties to be asserted on one of your own: rows
 * sum to 1, probabilities are from 0 to 1, the same panel gives the same matrix, the order of customers changes
 * nothing, another order of the states reorders the matrix and nothing else, counts of two groups of customers add up to
 * those of all, and a forecast keeps the number of customers.
 *
 * Where the estimator refuses a panel it returns `undefined`; an estimator that refuses nearly every panel fails.
 * `additive` says nothing of an estimator without counts. It speaks of raw counts: leave it out for smoothed ones.
 *
 * @param estimate - the estimator under test
 * @throws RangeError if `tolerance` is not a number from 0 to below 1
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { countTransitions, estimateTransitionMatrix } from "clientele/migration";
 * import { type ChainEstimator, chainLaws } from "clientele/testing";
 *
 * const estimate: ChainEstimator = (panel) => estimateTransitionMatrix(countTransitions(panel), { emptyRow: "stay" });
 * chainLaws(estimate).filter((law) => fc.check(law.property).failed); // => []
 * ```
 */
export function chainLaws(
  estimate: ChainEstimator,
  options: ChainLawsOptions = {},
): readonly Law<ChainLawId>[] {
  const { panels = arbitraryStatePanel(), tolerance = 1e-9 } = options;
  if (!(tolerance >= 0 && tolerance < 1))
    throw new RangeError(`Cannot state laws: tolerance must be from 0 to below 1, got ${tolerance}`);
  const near = (a: number, b: number) => Math.abs(a - b) <= tolerance;
  const chainOf = (panel: StatePanel) => {
    const chain = estimate(panel);
    fc.pre(chain !== undefined);
    return chain;
  };
  const law = (
    id: ChainLawId,
    name: string,
    holds: (panel: StatePanel) => boolean,
    drawn: fc.Arbitrary<StatePanel> = panels,
  ): Law<ChainLawId> => Object.freeze({ id, name, property: fc.property(drawn, holds) });
  return Object.freeze([
    law("rows", "there is a row for every state of the panel, and each sums to 1", (panel) => {
      const { states, probabilities } = chainOf(panel);
      return (
        states.length === panel.states.length &&
        states.every((state) => panel.states.includes(state)) &&
        probabilities.length === states.length &&
        probabilities.every((row) => row.length === states.length && near(sum(row), 1))
      );
    }),
    law("range", "every probability is from 0 to 1", (panel) =>
      chainOf(panel).probabilities.every((row) => row.every((p) => p >= 0 && p <= 1)),
    ),
    law("repeatable", "the same panel gives the same matrix", (panel) =>
      same(chainOf(panel), chainOf(panel), Object.is),
    ),
    Object.freeze({
      id: "order" as const,
      name: "reordering the customers changes nothing",
      property: fc.property(shuffled(panels, customerPlaces), ([panel, places]) =>
        same(chainOf(panel), chainOf(withCustomers(panel, places)), near),
      ),
    }),
    Object.freeze({
      id: "relabel" as const,
      name: "another order of the states reorders the matrix and nothing else",
      property: fc.property(shuffled(panels, statePlaces), ([panel, places]) =>
        same(chainOf(panel), chainOf(withStates(panel, places)), near),
      ),
    }),
    Object.freeze({
      id: "additive" as const,
      name: "the counts of two groups of customers add up to those of all",
      property: fc.property(panels, fc.nat(), (panel, drawn) => {
        const { states, counts } = chainOf(panel);
        if (counts === undefined) return true;
        const places = customerPlaces(panel);
        const cut = drawn % (places.length + 1);
        const [first, second] = [places.slice(0, cut), places.slice(cut)].map((part) =>
          estimate(withCustomers(panel, part)),
        );
        // A part that is refused for want of customers says nothing.
        if (first?.counts === undefined || second?.counts === undefined) return true;
        const [a, b] = [cellsOf(first, first.counts), cellsOf(second, second.counts)];
        return [...cellsOf({ states }, counts)].every(
          ([move, n]) =>
            Math.abs(n - (a.get(move) ?? 0) - (b.get(move) ?? 0)) <= tolerance * Math.max(1, Math.abs(n)),
        );
      }),
    }),
    Object.freeze({
      id: "conserve" as const,
      name: "a forecast keeps the number of customers",
      property: fc.property(
        panels,
        fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
        (panel, drawn) => {
          const chain = chainOf(panel);
          const from = chain.states.map((_, i) => drawn[i % drawn.length] as number);
          const all = sum(from);
          return forecastTiers(chain, from, { steps: 12 }).path.every(
            (expected) =>
              Math.abs(sum(expected) - all) <= 20 * tolerance * Math.max(1, all) &&
              expected.every((n) => n >= 0),
          );
        },
      ),
    }),
  ]);
}

const sum = (row: readonly number[]): number => row.reduce((total, p) => total + p, 0);
const customerPlaces = (panel: StatePanel): number[] => panel.customerIds.map((_, place) => place);
const statePlaces = (panel: StatePanel): number[] => panel.states.map((_, place) => place);

/** Numbers by the names of their two states. */
function cellsOf(
  { states }: Pick<Chain, "states">,
  table: readonly (readonly number[])[],
): Map<string, number> {
  return new Map(
    table.flatMap((row, i) =>
      row.map((n, j): [string, number] => [JSON.stringify([states[i], states[j]]), n]),
    ),
  );
}

function same(a: Chain, b: Chain, equal: (a: number, b: number) => boolean): boolean {
  const [first, second] = [cellsOf(a, a.probabilities), cellsOf(b, b.probabilities)];
  return (
    first.size === second.size &&
    [...first].every(([move, p]) => equal(p, second.get(move) ?? Number.POSITIVE_INFINITY))
  );
}

/** The panel of some of its customers, in an order. */
function withCustomers(panel: StatePanel, places: readonly number[]): StatePanel {
  const { customerIds, periods, states, cells } = panel;
  const width = places.length;
  return createStatePanel({
    customerIds: places.map((place) => customerIds[place] as string),
    periods,
    states,
    cells: Uint8Array.from(
      { length: width * periods.length },
      (_, i) => cells[Math.floor(i / width) * customerIds.length + (places[i % width] as number)] as number,
    ),
  });
}

/** The panel with its states in another order. */
function withStates(panel: StatePanel, places: readonly number[]): StatePanel {
  const { customerIds, periods, states, cells } = panel;
  const placeOf = new Map(places.map((old, place) => [old, place]));
  return createStatePanel({
    customerIds,
    periods,
    states: places.map((place) => states[place] as string),
    cells: Uint8Array.from(cells, (cell) => (cell === NO_STATE ? NO_STATE : (placeOf.get(cell) as number))),
  });
}

function shuffled(
  panels: fc.Arbitrary<StatePanel>,
  placesOf: (panel: StatePanel) => number[],
): fc.Arbitrary<[StatePanel, number[]]> {
  return panels.chain((panel) => {
    const places = placesOf(panel);
    return fc.tuple(fc.constant(panel), fc.shuffledSubarray(places, { minLength: places.length }));
  });
}
