import { dateOfDay, wallClockAt, weekdayOf } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { wrongParameter } from "./_check.ts";
import type { MixChangeOptions } from "./mix-change-table.ts";

const DOING = "find changes of mix";
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAY_PARTS = ["night, 0 to 6", "morning, 6 to 12", "afternoon, 12 to 18", "evening, 18 to 24"];

/** How a line has its value, and what the values are called. */
export function subjectOf(
  log: OrderLog,
  { of, productCategories, zone }: MixChangeOptions,
): { readonly codeOf: (line: number) => number; readonly names: readonly string[] } {
  const needed = (what: string): never => {
    throw new RangeError(`Cannot ${DOING}: a mix of ${of} needs ${what}`);
  };
  switch (of) {
    case "category": {
      const { products = needed("lines with a product") } = log;
      const categories = productCategories ?? needed("productCategories");
      const names = [...new Set(categories.values())].sort();
      const codes = new Map(names.map((name, code) => [name, code]));
      const ofProduct = log.productIds.map((id) => codes.get(categories.get(id) ?? "") ?? -1);
      return { codeOf: (line) => ofProduct[products[line]!] ?? -1, names };
    }
    case "channel": {
      const { channels = needed("lines with a channel") } = log;
      return { codeOf: (line) => channels[line]!, names: log.channelNames };
    }
    case "place": {
      const { places = needed("lines with a place") } = log;
      return { codeOf: (line) => places[line]!, names: log.placeIds };
    }
    case "weekday":
      return { codeOf: (line) => weekdayOf(dateOfDay(log.days[line]!)) - 1, names: WEEKDAYS };
    case "time-of-day": {
      const { instants = needed("lines with a moment") } = log;
      const inZone = zone ?? needed("a zone");
      return {
        codeOf: (line) => (instants.known[line] === 1 ? minuteOf(instants.values[line]!, inZone) : -1),
        names: DAY_PARTS,
      };
    }
    default:
      throw wrongParameter(DOING, "of", "a subject", of);
  }
}

function minuteOf(instant: number, zone: string): number {
  const [hour, minute] = wallClockAt(instant, zone).time.split(":");
  return Number(hour) * 60 + Number(minute);
}
