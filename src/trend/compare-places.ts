import { createRandom, type MonteCarlo } from "../stats/index.ts";
import { checkShare, wrongParameter } from "./_check.ts";
import { decide, insufficient } from "./_decide.ts";
import type { ChangedResult, InsufficientEvidence, StableResult } from "./change-result.ts";
import { neededNow } from "./compare-mixes.ts";
import { checkReplicates } from "./compare-session-mixes.ts";
import { measureDistance, type Place } from "./measure-distance.ts";

/** Where somebody was in two periods: one point for each visit. */
export interface ComparedPlaces {
  /** The visits of the reference. */
  readonly reference: readonly Place[];
  /** The visits of now. */
  readonly current: readonly Place[];
}

/** Options of {@link comparePlaces}. */
export interface PlaceComparisonOptions extends MonteCarlo {
  /**
   * The level of significance α.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /**
   * The smallest shift of the centre, or change of the radius, that matters, in km.
   * @defaultValue `5`
   */
  readonly minimumKm?: number | undefined;
}

/** Where visits lie. */
export interface PlacesSummary {
  /** How many visits. */
  readonly n: number;
  /** Their centre: the point below the mean of the vectors. */
  readonly centre: Place;
  /** The radius of gyration in km: the root mean square distance from the centre. */
  readonly radiusKm: number;
}

/** What a comparison of places says beside the verdict. */
export interface PlacesDetails {
  /** The visits of the reference. */
  readonly before: PlacesSummary;
  /** The visits of now. */
  readonly after: PlacesSummary;
}

/** Whether places have changed: the effect is the shift of the centre in km, the direction sideways. */
export type PlacesResult =
  | (ChangedResult & PlacesDetails)
  | (StableResult & PlacesDetails)
  | InsufficientEvidence;

/**
 * Tells whether the places where a customer is or buys have changed, by the energy distance of their coordinates.
 *
 * E = 2/(mn) Σ d(xᵢ, yⱼ) − 1/m² Σ d(xᵢ, xⱼ) − 1/n² Σ d(yᵢ, yⱼ), d great-circle; p by splitting the visits anew
 *
 * Szekely and Rizzo (2004). Of shops without coordinates compare the mix with `compareMixes`.
 *
 * @throws RangeError when a coordinate or an option is out of its range, or there are more than 2000 visits
 *
 * @example
 * ```ts
 * import { comparePlaces } from "clientele/trend";
 *
 * const berlin = { latitude: 52.52, longitude: 13.4 };
 * const potsdam = { latitude: 52.4, longitude: 13.06 };
 * const visits = { reference: Array(9).fill(berlin), current: Array(6).fill(potsdam) };
 * const result = comparePlaces(visits, { seed: 1 });
 * result.kind === "changed" && result.effect?.toFixed(1); // => "26.6"
 * ```
 */
export function comparePlaces(places: ComparedPlaces, options: PlaceComparisonOptions): PlacesResult {
  const doing = "compare places";
  const { alpha = 0.05, minimumKm = 5 } = options;
  checkShare(doing, "alpha", alpha);
  if (!(minimumKm >= 0)) throw wrongParameter(doing, "minimumKm", "a number from 0 up", minimumKm);
  const replicates = checkReplicates(doing, options.replicates);
  const { reference, current } = places;
  const [m, n] = [reference.length, current.length];
  if (m + n > 2000) throw wrongParameter(doing, "the number of visits", "2000 at most", m + n);
  if (m === 0) return insufficient("visits in the reference", 0, 1);
  if (n === 0) return insufficient("visits now", 0, 1);
  const short = neededNow(m, n, alpha);
  if (short !== undefined) return short;
  const all = [...reference, ...current];
  const distances = all.map((a) => Float64Array.from(all, (b) => measureDistance(a, b)));
  const [before, after] = [summarise(reference), summarise(current)];
  const shift = measureDistance(before.centre, after.centre);
  const p = energyP(distances, m, { random: createRandom(options.seed), replicates });
  return Object.freeze({
    ...decide(
      {
        method: `energy distance, ${replicates} random splits`,
        direction: "sideways",
        effect: shift,
        interval: undefined,
        p,
        logBayesFactor: undefined,
      },
      {
        significant: p <= alpha,
        large: Math.max(shift, Math.abs(after.radiusKm - before.radiusKm)) >= minimumKm,
      },
    ),
    before,
    after,
  });
}

function summarise(places: readonly Place[]): PlacesSummary {
  let [x, y, z] = [0, 0, 0];
  for (const { latitude, longitude } of places) {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    x += Math.cos(phi) * Math.cos(lambda);
    y += Math.cos(phi) * Math.sin(lambda);
    z += Math.sin(phi);
  }
  const centre = Object.freeze({
    latitude: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI,
    longitude: (Math.atan2(y, x) * 180) / Math.PI,
  });
  const squares = places.reduce((sum, place) => sum + measureDistance(centre, place) ** 2, 0);
  return Object.freeze({ n: places.length, centre, radiusKm: Math.sqrt(squares / places.length) });
}

/** The share of splits whose energy distance is at least that of the data. */
function energyP(
  distances: readonly Float64Array[],
  m: number,
  { random, replicates }: { random: ReturnType<typeof createRandom>; replicates: number },
): number {
  const size = distances.length;
  const n = size - m;
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const total = distances.reduce((sum, row) => row.reduce((part, d) => part + d, sum), 0);
  const rows = distances.map((row) => row.reduce((sum, d) => sum + d, 0));
  // All sums follow from that within the first group, the row sums and the total.
  const energy = (): number => {
    let [within, row] = [0, 0];
    for (let i = 0; i < m; i++) {
      const own = distances[order[i]!]!;
      row += rows[order[i]!]!;
      for (let j = i + 1; j < m; j++) within += 2 * own[order[j]!]!;
    }
    const between = row - within;
    const other = total - within - 2 * between;
    return (2 * between) / (m * n) - within / (m * m) - other / (n * n);
  };
  const observed = energy();
  const limit = observed - 1e-9 * Math.max(1e-9, Math.abs(observed));
  let extreme = 0;
  for (let draw = 0; draw < replicates; draw++) {
    for (let i = 0; i < m; i++) {
      const chosen = i + Math.floor(random.next() * (size - i));
      const taken = order[chosen]!;
      order[chosen] = order[i]!;
      order[i] = taken;
    }
    if (energy() >= limit) extreme++;
  }
  return (1 + extreme) / (1 + replicates);
}
