#!/usr/bin/env node
import { conformance } from "./conformance.ts";

void conformance(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
}).then((code) => {
  process.exitCode = code;
});
