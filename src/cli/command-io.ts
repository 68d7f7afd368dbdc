import type { Writable } from "node:stream";

/** A place to write to; on a terminal it says so, and how wide it is. */
export type Output = Writable & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** All that the command sees of the world besides files: so it can be run in a test as in a shell. */
export interface CommandIo {
  /** What was asked for. */
  readonly stdout: Output;
  /** Progress, and what is wrong. */
  readonly stderr: Output;
  /** Environment variables; only `NO_COLOR` is read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The moment, in epoch milliseconds; read where a command belongs to today. */
  readonly now: () => number;
}
