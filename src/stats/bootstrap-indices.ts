import { wrongParameter } from "./_check.ts";
import type { Random } from "./random.ts";

/**
 * Draws the indices of a bootstrap sample: as many as there are, each from 0 to size − 1 with equal chance, with
 * putting back (Efron 1979).
 *
 * @param size - how many observations there are, a whole number from 0 to 2³¹ − 1
 * @throws RangeError when the size is not such a number.
 *
 * @example
 * ```ts
 * import { bootstrapIndices, createRandom } from "clientele/stats";
 *
 * const spent = [12, 5, 80, 33, 7];
 * const sample = Array.from(bootstrapIndices(createRandom("bootstrap"), 5), (i) => spent[i]);
 * sample; // => [80, 7, 33, 7, 12]
 * ```
 */
export function bootstrapIndices(random: Random, size: number): Int32Array {
  if (!(Number.isInteger(size) && size >= 0 && size < 2 ** 31))
    throw wrongParameter("draw a bootstrap sample", "size", "a whole number from 0 to 2147483647", size);
  const indices = new Int32Array(size);
  for (let i = 0; i < size; i++) indices[i] = Math.floor(random.next() * size);
  return indices;
}

/**
 * Draws the row indices of a cluster bootstrap sample; made by {@link createClusterBootstrap}.
 *
 * @example
 * ```ts
 * import { type ClusterBootstrap, createClusterBootstrap, createRandom } from "clientele/stats";
 *
 * const drawRows: ClusterBootstrap = createClusterBootstrap(["ada", "ada", "ada"]);
 * [...drawRows(createRandom(1))]; // => [0, 1, 2]
 * ```
 */
export type ClusterBootstrap = (random: Random) => Int32Array;

/**
 * Prepares cluster bootstrap samples: whole clusters (customers, say, with all their rows) are drawn with putting back, as
 * many as there are, and every row of a drawn cluster is in the sample each time the cluster is drawn.
 *
 * Rows of one cluster are not independent; drawing rows one by one would make standard errors too small (Davison and
 * Hinkley 1997, section 3.8). The number of rows differs from sample to sample where clusters differ in size.
 *
 * @param clusters - the cluster of each row, a text or a number; `1` and `"1"` are two clusters
 *
 * @example
 * ```ts
 * import { createClusterBootstrap, createRandom } from "clientele/stats";
 *
 * const customers = ["ada", "ada", "bram", "cleo", "cleo", "cleo"];
 * const drawRows = createClusterBootstrap(customers);
 * [...drawRows(createRandom("clusters"))]; // => [3, 4, 5, 2, 2]
 * ```
 */
export function createClusterBootstrap(clusters: readonly (string | number)[]): ClusterBootstrap {
  const rowsOf = new Map<string | number, number[]>();
  clusters.forEach((cluster, row) => {
    const rows = rowsOf.get(cluster);
    if (rows === undefined) rowsOf.set(cluster, [row]);
    else rows.push(row);
  });
  const groups = [...rowsOf.values()];
  return (random) => {
    const drawn = Array.from(bootstrapIndices(random, groups.length), (group) => groups[group]!);
    const rows = new Int32Array(drawn.reduce((sum, group) => sum + group.length, 0));
    let at = 0;
    for (const group of drawn) {
      rows.set(group, at);
      at += group.length;
    }
    return rows;
  };
}
