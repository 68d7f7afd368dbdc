import { createRequire } from "node:module";
import { join } from "node:path";

/** What we use of PGlite. Its own types want those of a browser and of Emscripten, so `tsconfig.json` leads here. */
interface PGliteClass {
  new (
    folder?: string,
  ): {
    query(
      text: string,
      // biome-ignore lint/suspicious/noExplicitAny: as PGlite declares it.
      values?: any[],
    ): Promise<{ rows: unknown[]; affectedRows?: number }>;
    close(): Promise<void>;
  };
}

const file = join(import.meta.dirname, "../../../node_modules/@electric-sql/pglite/dist/index.cjs");

/** PostgreSQL in the process. */
export const PGlite: PGliteClass = createRequire(import.meta.url)(file).PGlite;
