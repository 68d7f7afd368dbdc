#!/usr/bin/env node
import { main } from "./main.ts";

let done = false;

// Whoever reads the output may close it early (`| head`): then there is nothing left to say.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    done = true;
    process.exit(error.code === "EPIPE" ? 0 : 1);
  });
}

// An interrupted run leaves by way of `exit`, so that what it has begun to write is taken away.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

// The progress bar takes Ctrl-C for itself and leaves with 0; an interrupted run must not look like a success.
process.on("exit", (code) => {
  if (!done && code === 0) process.exitCode = 130;
});

const { stdout, stderr, env } = process;
void main(process.argv.slice(2), { stdout, stderr, env, now: Date.now }).then((code) => {
  done = true;
  process.exitCode = code;
});
