import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of the package. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** What a command left behind. */
export interface Finished {
  readonly status: number;
  readonly output: string;
}

/** Runs a command to its end and returns its status and everything it printed. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Finished {
  const done = spawnSync(command, args, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return {
    status: done.status ?? 1,
    output: `${done.stdout ?? ""}${done.stderr ?? ""}${done.error ? String(done.error) : ""}`,
  };
}

/** Runs a command and ends this script with its output when it fails. */
export function mustRun(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): string {
  const { status, output } = run(command, args, options);
  if (status !== 0) {
    console.error(`${command} ${args.join(" ")} failed:\n${output}`);
    process.exit(1);
  }
  return output;
}
