import { progress } from "@clack/prompts";
import type { CommandIo } from "./command-io.ts";

/** Shows how far a piece of work is; without a terminal it shows nothing. */
export interface ProgressBar {
  /** How much is done of the whole. */
  reach(done: number): void;
  /** Takes the bar away. */
  clear(): void;
}

/** Below this a bar would break into lines; a terminal that does not know its width says 0. */
const NARROWEST = 60;

/** Draws a bar on the error stream, so that what was asked for can still be piped elsewhere. */
export function startProgress(io: CommandIo, message: string, whole: number): ProgressBar {
  const fits = (io.stderr.columns ?? 80) >= NARROWEST;
  if (io.stderr.isTTY !== true || !fits || whole <= 0)
    return { reach: () => undefined, clear: () => undefined };
  const bar = progress({ max: whole, size: 30, output: io.stderr, withGuide: false });
  let reached = 0;
  bar.start(message);
  return {
    reach(done) {
      bar.advance(done - reached, `${message}, ${Math.floor((100 * done) / whole)} %`);
      reached = done;
    },
    clear: () => bar.clear(),
  };
}
