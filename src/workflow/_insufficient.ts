import type { InsufficientHistory } from "./daily-report.ts";

/** Says that there is too little history for an answer. */
export function insufficient(of: InsufficientHistory["of"], have: number, need: number): InsufficientHistory {
  return Object.freeze({ kind: "insufficient", of, have, need });
}
