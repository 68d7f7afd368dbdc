/**
 * Adds to the lock files the binaries of other platforms that the registry at hand did not offer when they were
 * written. Without their entries `npm ci` refuses the lock file everywhere; with them it fetches the one it needs.
 *
 * Run it after every change of a dependency: `npx tsx scripts/complete-lock.ts`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./_run.ts";

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const systems = ["android", "darwin", "freebsd", "linux", "openbsd", "openharmony", "win32"];
const processors = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64"];

for (const file of ["package-lock.json", "bench/package-lock.json", "examples/service/package-lock.json"]) {
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
    readFileSync(join(root, file), "utf8"),
  );
  let added = 0;
  for (const [place, { optionalDependencies = {} }] of Object.entries(lock.packages))
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isLocked(place, name)) continue;
      lock.packages[`node_modules/${name}`] = { version, ...platformOf(name) };
      added++;
    }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  if (added > 0)
    writeFileSync(
      join(root, file),
      `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
    );
  console.log(`${file}: ${added} packages added`);

  /** A package finds its dependency in its own folder or in one above it. */
  function isLocked(place: string, name: string): boolean {
    for (
      let base = place;
      ;
      base = base.includes("/node_modules/") ? base.replace(/\/node_modules\/[^/]+(\/[^/@]+)?$/, "") : ""
    ) {
      if (`${base === "" ? "" : `${base}/`}node_modules/${name}` in lock.packages) return true;
      if (base === "") return false;
    }
  }
}

/** The platform that the name of a binary package speaks of: "…-linux-x64-musl". */
function platformOf(name: string): object {
  const words = name.split(/[-/]/);
  const os = words.find((word) => systems.includes(word));
  const cpu = words.find((word) => processors.includes(word));
  if (os === undefined || cpu === undefined) throw new Error(`Cannot tell the platform of ${name}`);
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : undefined;
  return {
    cpu: [cpu],
    dev: true,
    ...(os === "linux" && libc !== undefined ? { libc: [libc] } : {}),
    license: "MIT",
    optional: true,
    os: [os],
  };
}
