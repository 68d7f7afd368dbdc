import { defineConfig } from "tsup";
import { entryPoints } from "./scripts/_entry-points.ts";

export default defineConfig({
  entry: {
    ...entryPoints,
    cli: "src/cli/bin.ts",
    conformance: "src/cli/conformance-bin.ts",
    "threads-worker": "src/adapters/threads/_worker.ts",
  },
  format: ["esm", "cjs"],
  target: "es2022",
  outDir: "dist",
  clean: true,
  splitting: true,
  treeshake: true,
  sourcemap: false,
  removeNodeProtocol: false,
  // The types of the command itself are of no use to anyone.
  dts: { entry: entryPoints, compilerOptions: { ignoreDeprecations: "6.0", paths: {} } },
});
