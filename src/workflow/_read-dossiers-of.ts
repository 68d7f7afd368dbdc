import { wallClockAt } from "../calendar/index.ts";
import type { Product } from "../model/index.ts";
import type { Dossier } from "../reminders/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import { readLastFindings } from "./_last-findings.ts";
import type { Progress } from "./_progress.ts";
import { readDossiers } from "./_read-dossiers.ts";
import { readOrderLines } from "./_read-order-lines.ts";
import { readUnits } from "./_read-units.ts";

/** As of when, and of whom. */
export interface DossiersOf {
  /** The moment, a UTC instant. */
  readonly instant: string;
  readonly zone: string;
  readonly currency: string;
  readonly companyId?: string | undefined;
}

/** Reads the dossiers of some parties and of everybody of their units, with what the last run found of them. */
export async function readDossiersOf(
  store: ClienteleStore,
  subjectIds: readonly string[],
  { instant, zone, currency, companyId }: DossiersOf,
  progress: Progress,
): Promise<readonly Dossier[]> {
  const options = { signal: progress.signal };
  const asOf = wallClockAt(Date.parse(instant), zone).date;
  const units = await readUnits(store, { asOf, companyId }, [...new Set(subjectIds)], options);
  const scope = units.scope ?? [];
  // What cannot be part of a log is left out, as the daily run does.
  const log = await readOrderLines(store, { subjectIds: scope, to: asOf }, { currency, ...options });
  const { snapshots, insights } = await readLastFindings(store, asOf, scope, options);
  const products = new Map<string, Product>();
  for await (const product of store.products.stream({}, options)) products.set(product.id, product);
  const findings = { log, asOf, instant, insights, snapshots, products, companyId };
  return readDossiers(store, findings, progress, scope);
}
