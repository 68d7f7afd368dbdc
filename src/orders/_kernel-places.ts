import { binPlaces } from "./_waiting-rows.ts";

/** Rows copied into the kernel's memory at a time: few where the memory must stay small. */
export const CHUNK = { plain: 1024, compiled: 65_536 } as const;

/** Addresses in the memory of a kernel, in bytes. */
export interface KernelPlaces {
  /** For what a loop answers besides its result. */
  readonly out: number;
  readonly codes: number;
  readonly days: number;
  /** Amounts of either kind. */
  readonly units: number;
  /** Rows that are no purchases. */
  readonly aside: number;
  /** The ends of the bins, and the blocks of rows that wait in them. */
  readonly bins: number;
  readonly blocks: number;
  readonly records: number;
}

/** Where everything lies in the kernel's memory; all of it at multiples of 64 bytes. */
export function placesOf(chunk: number): KernelPlaces {
  const codes = 64;
  const days = codes + 4 * chunk;
  const units = days + 4 * chunk;
  const aside = units + 8 * chunk;
  const bins = aside + 16 * chunk + 64;
  if (chunk === CHUNK.plain) return { out: 0, codes, days, units, aside, bins, blocks: bins, records: bins };
  return { out: 0, codes, days, units, aside, bins, ...binPlaces(bins) };
}
