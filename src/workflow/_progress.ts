import { StoreError } from "../repositories/index.ts";
import type { DailyProgress, DailyStage } from "./daily-options.ts";

/** Says how far a stage is, and stops the run when the caller's signal says so. */
export interface Progress {
  /** The caller's signal, to be handed on to the store. */
  readonly signal: AbortSignal | undefined;
  /** Reports a stage; throws `ABORTED` when the signal has been given. */
  report(stage: DailyStage, done: number, total?: number): void;
}

/** How many records are handled between two reports. */
export const BATCH = 1000;

export function createProgress(
  signal: AbortSignal | undefined,
  onProgress: ((progress: DailyProgress) => void) | undefined,
): Progress {
  return {
    signal,
    report(stage, done, total) {
      onProgress?.(Object.freeze({ stage, done, ...(total === undefined ? {} : { total }) }));
      if (signal?.aborted === true) {
        throw new StoreError("ABORTED", `Cannot finish the daily run: aborted at ${stage}`, {
          cause: signal.reason,
        });
      }
    },
  };
}
