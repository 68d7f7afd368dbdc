import { addMonths, dateOfDay, dayNumber, type PlainDate } from "../calendar/index.ts";
import { pushLine } from "./_fill-basket.ts";
import type { LineColumns } from "./_line-columns.ts";
import { retailCatalogue } from "./retail-catalogue.ts";

/** One piece of one product on one day of a written-out history. */
export interface ScriptedLine {
  readonly day: number;
  readonly productId: string;
}

/** What an appointed customer is there for. */
export interface Occasion {
  /** In which calendar the customer has a birthday on the as-of day. */
  readonly birthday?: "gregorian" | "chinese" | undefined;
  /** The whole buying history; absent: the history that chance gives. */
  readonly history?: readonly ScriptedLine[] | undefined;
}

/** Of every so many customers, each occasion has one. */
const APPOINTMENT_CYCLE = 500;

/** Days from the order of a machine to its installation, for appointed customers. */
export const SCRIPTED_DELIVERY = 2;

/** Points are gone after so many days. */
export const POINTS_LIFE = 365;

const OCCASIONS: readonly ((today: number) => Occasion)[] = [
  () => ({ birthday: "gregorian" }),
  () => ({ birthday: "chinese" }),
  (today) => ({ history: installedOn(today - 3, "p09") }),
  (today) => ({ history: serviceDueOn(today) }),
  (today) => ({ history: serviceDueOn(today + 14) }),
  (today) => ({ history: serviceDueOn(today - 14) }),
  // A machine in use for a month, and nobody knows what for.
  (today) => ({ history: installedOn(today - 30, "p19") }),
  (today) => ({ history: each([today + 30 - POINTS_LIFE], "p56") }),
  (today) => ({ history: each([today + 7 - POINTS_LIFE], "p47") }),
  (today) => ({ history: each([today + 1 - POINTS_LIFE], "p31") }),
  // Dog food every 30 days, so that the next bag is due today; coffee every 30 days, but not for four months.
  (today) => ({ history: each(before(today, 180, 150, 120, 90, 60, 30), "p56") }),
  (today) => ({ history: each(before(today, 360, 330, 300, 270, 240, 210, 180, 150, 120), "p01") }),
  // Much money, one category.
  (today) => ({ history: each(before(today, 320, 260, 200, 140, 80, 20), "p46") }),
  // A small customer who became a large one, and a large one who has bought nothing for four months.
  (today) => ({ history: [...each([today - 400], "p30"), ...each(before(today, 60, 46, 32, 18), "p27")] }),
  (today) => ({ history: each(before(today, 330, 280, 235, 190, 150, 120), "p09") }),
];

/** The occasion that a customer is appointed to, if any. Spread out, so that they do not open every list. */
export function occasionOf(customer: number, today: number): Occasion | undefined {
  const step = Math.floor(APPOINTMENT_CYCLE / OCCASIONS.length);
  const place = (customer % APPOINTMENT_CYCLE) - 6;
  return place % step === 0 ? OCCASIONS[place / step]?.(today) : undefined;
}

/** Fills `lines` with a written-out history: each line an order of its own, none returned. */
export function followScript(history: readonly ScriptedLine[], lines: LineColumns): void {
  lines.size = 0;
  lines.orders = 0;
  for (const { day, productId } of history) {
    const code = retailCatalogue.findIndex((product) => product.id === productId);
    const { price, cost } = retailCatalogue[code]!;
    pushLine(lines, day, lines.orders++, code, 1, price, cost, 0, -1);
  }
}

const before = (today: number, ...days: readonly number[]): readonly number[] =>
  days.map((ago) => today - ago);

const each = (days: readonly number[], productId: string): readonly ScriptedLine[] =>
  days.map((day) => ({ day, productId }));

function installedOn(day: number, productId: string): readonly ScriptedLine[] {
  return each([day - SCRIPTED_DELIVERY], productId);
}

/**
 * A machine whose first service falls due on a day. Not every day is some months after another (none is six
 * months after the 31st of August), so the interval is chosen to fit: twelve months fit every day but
 * 29 February, six months fit that.
 */
function serviceDueOn(day: number): readonly ScriptedLine[] {
  const due = dateOfDay(day);
  const fits = (months: number): boolean => addMonths(addMonths(due, -months), months) === due;
  const backBy = (months: number): number => dayNumber(addMonths(due, -months) satisfies PlainDate);
  return fits(12) ? installedOn(backBy(12), "p09") : installedOn(backBy(6), "p19");
}
