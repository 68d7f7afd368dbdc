/**
 * How near each other the changes of a clock come: the fact on which the memo of offsets rests.
 *
 *     npx tsx bench/calendar/clock-changes.ts
 *
 * Asks Temporal for every change of every zone of the runtime from 1890 to 2100 and fails if two of one zone lie
 * within six days. Takes a minute; run it when the runtime's time-zone data change.
 */
import { Temporal } from "temporal-polyfill";

const end = Date.UTC(2101, 0, 1);
let nearest = { hours: Number.POSITIVE_INFINITY, zone: "", at: "" };
let changes = 0;
const zones = Intl.supportedValuesOf("timeZone");
for (const zone of zones) {
  let last = Number.NEGATIVE_INFINITY;
  let moment = Temporal.Instant.from("1890-01-01T00:00Z")
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition("next");
  while (moment !== null && moment.epochMilliseconds < end) {
    const hours = (moment.epochMilliseconds - last) / 3_600_000;
    if (hours < nearest.hours) nearest = { hours, zone, at: moment.toString() };
    last = moment.epochMilliseconds;
    changes++;
    moment = moment.getTimeZoneTransition("next");
  }
}
console.log(
  `${zones.length} zones, ${changes} changes; the nearest two: ${nearest.hours} h, ${nearest.zone} ${nearest.at}`,
);
if (nearest.hours <= 144) throw new Error("two changes lie within six days");
