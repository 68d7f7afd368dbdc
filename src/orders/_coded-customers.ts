import { compareCodePoints } from "../ids/index.ts";
import type { CustomerIndex } from "./customer-table.ts";
import type { IdDictionary } from "./id-dictionary.ts";

/**
 * Customers by code, in the order in which tables have them: with a dictionary by the code points of their ids,
 * without one by number. No id is made before it is asked for.
 *
 * @param codes - in that order
 */
export function codedCustomers(codes: Int32Array, dictionary: IdDictionary | undefined): CustomerIndex {
  const idAt = (index: number): string => {
    const code = codes[index]!;
    return dictionary === undefined ? String(code) : dictionary.idOf(code);
  };
  return {
    size: codes.length,
    idAt,
    indexOf(customerId) {
      const number = numberOf(customerId);
      const compare = (index: number): number => {
        if (dictionary !== undefined) return compareCodePoints(idAt(index), customerId);
        return codes[index]! - (number ?? -1);
      };
      let [low, high] = [0, codes.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compare(middle) < 0) low = middle + 1;
        else high = middle;
      }
      return low < codes.length && compare(low) === 0 ? low : undefined;
    },
  };
}

/** The code that an id without a dictionary stands for. */
export function numberOf(customerId: string): number | undefined {
  return /^(0|[1-9]\d{0,9})$/.test(customerId) ? Number(customerId) : undefined;
}
