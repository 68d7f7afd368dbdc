import { dateOfDay, dayNumber, instantOf, localDayNumber, type PlainDate } from "clientele/calendar";
import fc from "fast-check";

/** An order line with its moment, in the zone of the shop. */
interface GeneratedLine {
  readonly customerId: string;
  readonly orderId: string;
  readonly orderedAt: string;
  readonly orderedOn: PlainDate;
  readonly amount: string;
  readonly cost: string | undefined;
}

/** Lines of one kind, and the zone in which their days are made. */
export interface GeneratedLog {
  readonly name: string;
  readonly zone: string;
  readonly lines: readonly GeneratedLine[];
}

interface Ingredients {
  readonly zone?: string;
  readonly ids?: readonly string[];
  readonly customers?: number;
  readonly amounts?: readonly string[];
  readonly costs?: readonly (string | undefined)[];
  /** Seconds after a local midnight, or before one. */
  readonly seconds?: readonly number[];
}

/** The code-point order of these is not that of UTF-16, nor of any language; some differ by a blank, a case or a composed accent. */
const STRANGE = [
  "ann",
  "Ann",
  "ANN",
  "Ä",
  "é",
  "e\u0301",
  "～",
  "😀",
  "z ",
  "z",
  "客戶",
  "'; --",
  'a,"b"',
  "new\nline",
];

function generate(name: string, seed: number, ingredients: Ingredients): GeneratedLog {
  const { zone = "UTC", ids = ["c"], customers = 40, seconds = [12 * 3600] } = ingredients;
  const { amounts = ["10", "10.00", "20", "0.125", "40", "160", "19.90"], costs = ["1", "0.5", "0"] } =
    ingredients;
  const drawn = fc.record({
    customer: fc.integer({ min: 0, max: customers - 1 }),
    order: fc.integer({ min: 0, max: 11 }),
    day: fc.integer({ min: 0, max: 200 }),
    second: fc.constantFrom(...seconds),
    amount: fc.constantFrom(...amounts),
    cost: fc.constantFrom(...costs),
  });
  const lines = fc.sample(drawn, { numRuns: 600, seed }).map((one): GeneratedLine => {
    const midnight = instantOf(dateOfDay(dayNumber("2025-10-15") + one.day), "00:00", zone);
    const instant = midnight + one.second * 1000;
    const id = ids[one.customer % ids.length] as string;
    return {
      customerId: customers > ids.length ? `${id}${one.customer}` : id,
      orderId: `o${one.order}`,
      orderedAt: new Date(instant).toISOString(),
      orderedOn: dateOfDay(localDayNumber(instant, zone)),
      amount: one.amount,
      cost: one.cost,
    };
  });
  return { name, zone, lines };
}

const AROUND_MIDNIGHT = [0, -1, 1, 3600, 2 * 3600, 3 * 3600 - 1, 3 * 3600, 24 * 3600 - 1, -3600];
const REFUNDS = ["10", "20", "-10", "-20.00", "-0.005", "0", "0.00", "0.005", "45.5", "-45.5"];

/** What engines like to disagree about, one log for each, and one with all of it. */
export const generatedLogs: readonly GeneratedLog[] = [
  generate("ties at the cuts", 1, { amounts: ["10", "10.0", "10.00", "20"], customers: 60 }),
  generate("refunds and free lines", 2, { amounts: REFUNDS, customers: 25 }),
  generate("costs that are not known", 3, { costs: ["1", "-0.25", undefined] }),
  generate("ids beyond ASCII", 4, { ids: STRANGE, customers: STRANGE.length }),
  generate("dates at midnight", 5, { seconds: [0] }),
  generate("clock changes in Berlin", 6, { zone: "Europe/Berlin", seconds: AROUND_MIDNIGHT }),
  generate("clock changes in New York", 7, { zone: "America/New_York", seconds: AROUND_MIDNIGHT }),
  generate("midnights that the clock skips in Santiago", 8, {
    zone: "America/Santiago",
    seconds: AROUND_MIDNIGHT,
  }),
  generate("a zone of 12:45 hours", 9, { zone: "Pacific/Chatham", seconds: AROUND_MIDNIGHT }),
  generate("large amounts", 10, {
    amounts: ["99999999999.999", "-99999999999.999", "0.001", "1234567890.12"],
  }),
  generate("all of it", 11, {
    zone: "Europe/Berlin",
    seconds: AROUND_MIDNIGHT,
    ids: STRANGE,
    customers: 42,
    amounts: [...REFUNDS, "99999999.99"],
    costs: ["1", "-0.25", "30", undefined],
  }),
];
