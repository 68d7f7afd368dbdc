import { dayNumber, instantOf, type PlainDate, wallClockAt } from "../../calendar/index.ts";

const DAY = 86_400;

/**
 * The day of a moment in a zone, as an expression over its microseconds. The offsets are those of `clientele/calendar`
 * on the days that occur, so that the time-zone data of the database play no part: only integers are added there.
 *
 * @param moment - the column
 * @param days - the days in UTC that occur, in order
 */
export function localDaySql(moment: string, days: readonly PlainDate[], zone: string): string {
  const spans: { readonly from: number; readonly offset: number }[] = [];
  const add = (from: number, offset: number): void => {
    if (spans.at(-1)?.offset !== offset) spans.push({ from, offset });
  };
  // A day in UTC at the edge of the calendar reaches beyond it.
  const first = Math.ceil(instantOf("0001-01-01", "00:00", zone) / 1000);
  const last = Math.floor(instantOf("9999-12-31", "23:59:59", zone) / 1000);
  const offsetAt = (second: number): number =>
    wallClockAt(Math.min(Math.max(second, first), last) * 1000, zone).offsetSeconds;
  for (const day of days) {
    let before = dayNumber(day) * DAY;
    let after = before + DAY;
    const [atFirst, atLast] = [offsetAt(before), offsetAt(after)];
    add(before, atFirst);
    if (atFirst === atLast) continue;
    // The clock changes within the day, once and on a second: no two changes lie within days of each other.
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offsetAt(middle) === atFirst) before = middle;
      else after = middle;
    }
    add(after, atLast);
  }
  const [earliest, ...later] = spans;
  // The latest first, since most lines are young.
  const cases = later
    .reverse()
    .map(({ from, offset }) => ` when ${moment} >= ${from}000000 then ${offset}000000`);
  const initial = earliest === undefined ? "0" : `${earliest.offset}000000`;
  const shift = cases.length === 0 ? initial : `case${cases.join("")} else ${initial} end`;
  return `cast(make_timestamp(${moment} + ${shift}) as date)`;
}
