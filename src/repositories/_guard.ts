import { StoreError } from "./store-error.ts";

/** Throws `CLOSED` or `ABORTED` when an operation may not go on. */
export type Guard = (signal?: AbortSignal) => void;

/** Makes a guard of something that can be over. */
export function createGuard(what: string, isOver: () => boolean): Guard {
  return (signal) => {
    if (isOver()) throw new StoreError("CLOSED", `Cannot use the ${what}: it is closed`);
    if (signal?.aborted === true) {
      throw new StoreError("ABORTED", "Cannot go on: the operation was aborted", { cause: signal.reason });
    }
  };
}
