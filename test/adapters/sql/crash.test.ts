import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pgliteDialect, type SqlDialect, sqlStore } from "clientele/sql";
import { checkAfterCrash } from "clientele/testing";
import { Kysely } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { openMariadb, openPostgres, sqliteKysely } from "./_databases.ts";

const folder = mkdtempSync(join(tmpdir(), "clientele-crash-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the writer, kills it some time into its third round, and returns the last round that it was told of. */
async function crash(dialect: SqlDialect, place: string): Promise<number> {
  const root = resolve(import.meta.dirname, "../../..");
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "_crash-child.ts"), dialect, place],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  let complaints = "";
  child.stderr.on("data", (data: Buffer) => {
    complaints += String(data);
  });
  child.stdout.on("data", (data: Buffer) => {
    said += String(data);
    // Two rounds are acknowledged; a little later the third is half done.
    if (/^2$/m.test(said)) setTimeout(() => child.kill("SIGKILL"), 8);
  });
  const signal = await new Promise((done) => child.on("close", (_code, killedBy) => done(killedBy)));
  expect(signal, complaints).toBe("SIGKILL");
  return Math.max(0, ...said.split("\n").map(Number).filter(Number.isFinite));
}

describe("a process killed in the middle of a transaction", () => {
  it("loses nothing acknowledged and keeps nothing half-written: PGlite in a folder", async () => {
    const place = join(folder, "pglite");
    const acknowledged = await crash("pglite", place);
    const kysely = new Kysely<unknown>({ dialect: pgliteDialect(new PGlite(place)) });
    await using store = sqlStore(kysely, { dialect: "pglite", destroyOnClose: true });
    expect(await checkAfterCrash(store, acknowledged)).toBeGreaterThanOrEqual(2);
  }, 60_000);

  it("loses nothing acknowledged and keeps nothing half-written: SQLite in a file", async (context) => {
    const place = join(folder, "sqlite.db");
    const kysely = await sqliteKysely(place);
    if (typeof kysely === "string") return context.skip(kysely);
    const acknowledged = await crash("sqlite", place);
    await using store = sqlStore(kysely, { dialect: "sqlite", destroyOnClose: true });
    expect(await checkAfterCrash(store, acknowledged)).toBeGreaterThanOrEqual(2);
  }, 60_000);

  for (const [name, dialect, open] of [
    ["PostgreSQL", "postgres", openPostgres],
    ["MariaDB", "mysql", openMariadb],
  ] as const) {
    it(`loses nothing acknowledged and keeps nothing half-written: ${name}`, async (context) => {
      const place = `clientele_crash_${process.pid}`;
      const reached = await open(place);
      if (typeof reached === "string") return context.skip(reached);
      try {
        const acknowledged = await crash(dialect, place);
        const store = sqlStore(
          reached.kysely,
          dialect === "postgres" ? { dialect, schema: place } : { dialect },
        );
        expect(await checkAfterCrash(store, acknowledged)).toBeGreaterThanOrEqual(2);
      } finally {
        await reached.drop();
      }
    }, 60_000);
  }
});
