import { tzOffset } from "@date-fns/tz/tzOffset";
import { describeValue } from "../issues/index.ts";

// The offset of a zone at an instant, in milliseconds east of UTC. `tzOffset` reads the time-zone data of
// the runtime and nothing of the host's own zone. It costs microseconds, so offsets are kept per zone for
// the first instant of every block of days: a pure cache (the answer depends on zone and instant only),
// bounded by construction.

export const DAY_MS = 86_400_000;

/**
 * Six days. No two changes of a clock lie so near each other: the nearest are 167 hours apart, in all zones
 * from 1890 to 2100 (`bench/calendar/clock-changes.ts`). A block holds one change or none.
 */
const BLOCK_MS = 6 * DAY_MS;
/** Slots of one zone's table: a power of two, 33 years of blocks without a collision. */
const SLOTS = 2048;
/** Zones kept before the table starts afresh; IANA names about 600 zones and links. */
const MAX_ZONES = 640;
const EMPTY = -0x80000000;
const FIXED = /^([+-])(\d\d):(\d\d)$/;

interface ZoneTable {
  /** The offset of a zone that never changes (`+08:00`), else undefined. */
  readonly fixed: number | undefined;
  /** The block each slot speaks of. */
  readonly blocks: Int32Array;
  /** The offset at that block's first instant. */
  readonly offsets: Int32Array;
  /** Per block with a change: the instant from which the next block's offset holds. */
  readonly changes: Map<number, number>;
}

const tables = new Map<string, ZoneTable | undefined>();
let lastZone = "";
let lastTable: ZoneTable | undefined;

/** Whether a text names a zone: an IANA name the runtime knows, or a fixed offset `±HH:MM`. */
export function isZone(zone: unknown): zone is string {
  return typeof zone === "string" && zone !== "" && tableOf(zone) !== undefined;
}

/** The offset at an instant, straight from the time-zone data. The zone must be valid. */
export function rawOffset(zone: string, instant: number): number {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  const date = new Date(instant);
  const minutes = tzOffset(zone, date);
  if (minutes === 0 || Math.abs(minutes) >= 60) return Math.round(minutes * 60_000);
  // tzOffset 1.5 loses the sign of offsets under an hour (Africa/Monrovia was at −00:44:30 until 1972).
  return Math.round(Math.abs(minutes) * 60_000) * (isBehindUtc(zone, date) ? -1 : 1);
}

/** The offset at an instant, by the table. The zone must be valid. */
export function offsetAt(zone: string, instant: number): number {
  const table = tableOf(zone);
  if (table === undefined) throw notAZone(zone);
  if (table.fixed !== undefined) return table.fixed;
  const block = Math.floor(instant / BLOCK_MS);
  const before = startOffset(zone, table, block);
  const after = startOffset(zone, table, block + 1);
  if (before === after) return before;
  return instant < changeWithin(zone, table, block, before) ? before : after;
}

/**
 * The first instant after `instant`, and not after `limit`, at which the zone's offset changes.
 */
export function nextChange(zone: string, instant: number, limit: number): number | undefined {
  const table = tableOf(zone);
  if (table === undefined) throw notAZone(zone);
  if (table.fixed !== undefined) return undefined;
  let block = Math.floor(instant / BLOCK_MS);
  for (let before = startOffset(zone, table, block); block * BLOCK_MS <= limit; block++) {
    const after = startOffset(zone, table, block + 1);
    if (after !== before) {
      const change = changeWithin(zone, table, block, before);
      if (change > instant) return change <= limit ? change : undefined;
      before = after;
    }
  }
  return undefined;
}

/** The error for a text that names no zone. */
export function notAZone(zone: unknown): RangeError {
  return new RangeError(
    `Cannot use a time zone: expected an IANA name such as Asia/Shanghai or an offset such as +08:00, got ${describeValue(zone)}`,
  );
}

function startOffset(zone: string, table: ZoneTable, block: number): number {
  const slot = block & (SLOTS - 1);
  if (table.blocks[slot] === block) return table.offsets[slot]!;
  const offset = rawOffset(zone, block * BLOCK_MS);
  table.blocks[slot] = block;
  table.offsets[slot] = offset;
  return offset;
}

/** Halves the block until the instant is found at which the offset stops being `before`. */
function changeWithin(zone: string, table: ZoneTable, block: number, before: number): number {
  const known = table.changes.get(block);
  if (known !== undefined) return known;
  let low = block * BLOCK_MS;
  let high = low + BLOCK_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (rawOffset(zone, middle) === before) low = middle;
    else high = middle;
  }
  if (table.changes.size >= SLOTS) table.changes.clear();
  table.changes.set(block, high);
  return high;
}

function tableOf(zone: string): ZoneTable | undefined {
  if (zone === lastZone && lastTable !== undefined) return lastTable;
  let table = tables.get(zone);
  if (table === undefined) {
    if (!isKnown(zone)) return undefined;
    if (tables.size >= MAX_ZONES) tables.clear();
    const fixed = fixedOffset(zone);
    const slots = fixed === undefined ? SLOTS : 0;
    table = {
      fixed,
      blocks: new Int32Array(slots).fill(EMPTY),
      offsets: new Int32Array(slots),
      changes: new Map(),
    };
    tables.set(zone, table);
  }
  lastZone = zone;
  lastTable = table;
  return table;
}

function isKnown(zone: string): boolean {
  if (fixedOffset(zone) !== undefined) return true;
  // Runtimes differ in which offsets they take for names; an IANA name begins with a letter.
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function fixedOffset(zone: string): number | undefined {
  const match = FIXED.exec(zone);
  if (match === null) return undefined;
  const hours = Number(match[2]);
  const minutes = Number(match[3]);
  if (hours > 23 || minutes > 59) return undefined;
  return (match[1] === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function isBehindUtc(zone: string, date: Date): boolean {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  return format.format(date).includes("GMT-");
}

/** The instant of a local time given as if it were UTC, by the table: gap → later, overlap → earlier. */
export function instantOfLocal(local: number, zone: string): number {
  const table = tableOf(zone);
  if (table === undefined) throw notAZone(zone);
  if (table.fixed !== undefined) return local - table.fixed;
  // The instant lies within a day of the local time. Where neither block around it holds a change, there is
  // nothing to resolve.
  const first = Math.floor((local - DAY_MS) / BLOCK_MS);
  const last = Math.floor((local + DAY_MS) / BLOCK_MS);
  const offset = startOffset(zone, table, first);
  let steady = offset === startOffset(zone, table, last + 1);
  if (last > first) steady &&= offset === startOffset(zone, table, last);
  if (steady) return local - offset;
  return resolveLocal(local, zone, offsetAt);
}

/**
 * The instant of a local time given as if it were UTC: gap → later, overlap → earlier. The offsets a day
 * before and a day after bracket any change; where they differ, each candidate is tried by reading the
 * clock back.
 */
export function resolveLocal(
  local: number,
  zone: string,
  offset: (zone: string, instant: number) => number,
): number {
  const before = offset(zone, local - DAY_MS);
  const after = offset(zone, local + DAY_MS);
  if (before === after) return local - before;
  const first = local - before;
  const second = local - after;
  const firstShows = offset(zone, first) === before;
  const secondShows = offset(zone, second) === after;
  if (firstShows && secondShows) return Math.min(first, second);
  return secondShows ? second : first;
}
