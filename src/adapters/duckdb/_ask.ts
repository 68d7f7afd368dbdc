/** A row of a result. */
export type Row = Readonly<Record<string, unknown>>;

/** Runs a statement; values are texts. */
export type Ask = (text: string, values?: string[]) => Promise<readonly Row[]>;
