/** What we use of PGlite: its own types want those of a browser and of Emscripten. */
export declare class PGlite {
  constructor(folder?: string);
  query(
    text: string,
    // biome-ignore lint/suspicious/noExplicitAny: as PGlite declares it.
    values?: any[],
  ): Promise<{ rows: unknown[]; affectedRows?: number }>;
  close(): Promise<void>;
}
