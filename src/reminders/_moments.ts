import { addDays, addMonths, type PlainDate, wallClockAt } from "../calendar/index.ts";
import { type Evidence, isValidOn, type Product } from "../model/index.ts";
import { whole } from "./_sentence.ts";
import { isWithin } from "./_within.ts";
import type { Dossier } from "./dossier.ts";
import type { Occurrence, RuleWindow } from "./rule.ts";

/** What an occurrence says, without its place in time. */
export type Content = Omit<Occurrence, "anchor" | "step" | "due">;

/** One fact with its day and source; a label or value that was cut in the middle of a character ends before it. */
export const evidence = (
  label: string,
  value: string | number,
  asOf: PlainDate,
  source: string,
): Evidence => ({
  label: whole(label),
  value: typeof value === "string" ? whole(value) : value,
  asOf,
  source,
});

/** The local day of an instant. */
export const dayOf = (instant: string, zone: string): PlainDate =>
  wallClockAt(Date.parse(instant), zone).date;

/** The local day of an instant that is not after the day of the run; undefined for what is still to come. */
export function pastDayOf(instant: string, { today, zone }: RuleWindow): PlainDate | undefined {
  const day = dayOf(instant, zone);
  return day <= today ? day : undefined;
}

/** The later of two days. Plain dates are in order as text. */
export const laterOf = (a: PlainDate, b: PlainDate): PlainDate => [a, b].sort()[1]!;

/** One moment, if its day lies in the window; what it says is made only then. */
export function once(
  anchor: string,
  due: PlainDate,
  window: RuleWindow,
  content: () => Content,
): Occurrence[] {
  return isWithin(due, window) ? [{ anchor, due, ...content() }] : [];
}

/**
 * The moments around a day, `offsets` days from it in ascending order, negative before. Each lives until the next, the
 * last one before the day until the day.
 */
export function around(
  anchor: string,
  on: PlainDate,
  offsets: readonly number[],
  window: RuleWindow,
  content: (offset: number, index: number) => Content,
): Occurrence[] {
  const found: Occurrence[] = [];
  offsets.forEach((offset, index) => {
    const due = addDays(on, offset);
    if (!isWithin(due, window)) return;
    const next = offsets[index + 1];
    const ends = next !== undefined ? addDays(on, next) : offset < 0 ? on : undefined;
    found.push({
      anchor,
      ...(offset === 0 ? {} : { step: `${offset < 0 ? "" : "+"}${offset}d` }),
      due,
      ...(ends === undefined ? {} : { expiresOn: ends }),
      ...content(offset, index),
    });
  });
  return found;
}

/** Leads in days before a day as offsets, the earliest first. */
export const before = (leads: readonly number[]): readonly number[] =>
  [...leads].sort((a, b) => b - a).map((lead) => (lead === 0 ? 0 : -lead));

/** The longest of some leads: no moment before a day lives longer. */
export const longest = (leads: readonly number[]): number => Math.max(...leads);

const MONTHS = { month: 1, quarter: 3, half: 6, year: 12 } as const;

/** A period of the calendar. */
export interface CalendarPeriod {
  /** `2026-11`, `2026-Q4`, `2026-H2`, `2026`. */
  readonly id: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The periods of which the day so many days after their beginning lies in the window. */
export function periodsDue(
  unit: keyof typeof MONTHS,
  window: RuleWindow,
  offsetDays = 0,
): readonly CalendarPeriod[] {
  const length = MONTHS[unit];
  const start = addDays(window.from, -offsetDays);
  let from = startOf(start, length);
  const found: CalendarPeriod[] = [];
  while (addDays(from, offsetDays) < window.to) {
    const to = addMonths(from, length);
    if (addDays(from, offsetDays) >= window.from) found.push({ id: idOf(from, length), from, to });
    from = to;
  }
  return found;
}

/** The period that holds a day, as text. */
export const periodOf = (day: PlainDate, unit: keyof typeof MONTHS): string =>
  idOf(startOf(day, MONTHS[unit]), MONTHS[unit]);

function startOf(day: PlainDate, length: number): PlainDate {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / length) * length + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, "0")}-01` as PlainDate;
}

function idOf(from: PlainDate, length: number): string {
  const [year, month] = [from.slice(0, 4), Number(from.slice(5, 7)) - 1];
  if (length === 1) return from.slice(0, 7);
  if (length === 12) return year;
  return `${year}-${length === 3 ? "Q" : "H"}${month / length + 1}`;
}

/** The name of a product, or its id where nothing more is known. */
export const productName = (products: ReadonlyMap<string, Product> | undefined, id: string): string =>
  products?.get(id)?.name ?? id;

/** The class by value, where it is known on the day of the run. */
export function classOf({ snapshot }: Dossier, { today }: RuleWindow): "A" | "B" | "C" | undefined {
  return snapshot === undefined || snapshot.asOf > today ? undefined : snapshot.abc;
}

/** The class as a fact. */
export function classEvidence({ snapshot }: Dossier): Evidence[] {
  return snapshot === undefined
    ? []
    : [evidence("class by value", snapshot.abc, snapshot.asOf, `snapshot:${snapshot.id}`)];
}

/** Products that stand at the customer's on the day of the run. */
export function installedOn(
  dossier: Dossier,
  { today }: RuleWindow,
): NonNullable<Dossier["installedProducts"]> {
  return (dossier.installedProducts ?? []).filter(
    ({ installedOn: on, removedOn }) => on <= today && (removedOn === undefined || removedOn > today),
  );
}

/** Records that hold on the day of the run. */
export const holding = <T extends Parameters<typeof isValidOn>[0]>(
  records: readonly T[],
  { today }: RuleWindow,
): readonly T[] => records.filter((record) => isValidOn(record, today));
