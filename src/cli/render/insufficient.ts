import type { InsufficientHistory } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";

/** Says that there is not enough to go by, and how much there is. */
export function insufficientText({ of, have, need }: InsufficientHistory, style: NumberStyle): string {
  return `not enough to go by: ${style.count(have)} ${of}, at least ${style.count(need)} needed`;
}
