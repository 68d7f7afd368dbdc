/**
 * The `clientele` command. `main` is all of it but the process: it takes arguments and places to write, and
 * returns an exit code.
 *
 * @module
 */

export type { CommandIo, Output } from "./command-io.ts";
export { main } from "./main.ts";
