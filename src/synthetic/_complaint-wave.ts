import type { Complaint } from "../model/index.ts";
import { bernoulli, type Random } from "../stats/index.ts";
import type { LineColumns } from "./_line-columns.ts";
import { workingHour } from "./_person-facts.ts";
import { retailCatalogue } from "./retail-catalogue.ts";

/** The product that a bad batch came in of. */
const PRODUCT = "p29";
/** The day of the wave, before the as-of day, and who complains: of those who bought in the two months before, four of ten. */
const WAVE_AGO = 3;
const BOUGHT_WITHIN = 60;
const AFFECTED = 0.4;
/** Of a purchase of the last months at any other time, one in a hundred. */
const USUAL = 0.01;
const USUAL_DAYS = 120;

/** A complaint about one product of whoever bought it: many on one day of the last week, now and then one before. */
export function drawWaveComplaint(
  random: Random,
  customerId: string,
  lines: LineColumns,
  today: number,
): Complaint[] {
  const code = retailCatalogue.findIndex(({ id }) => id === PRODUCT);
  const wave = today - WAVE_AGO;
  const bought = Array.from(lines.days.subarray(0, lines.size)).filter(
    (day, line) => lines.products[line] === code && lines.amounts[line]! > 0 && day < wave,
  );
  const affected = bernoulli(random, AFFECTED);
  const minor = 2 + Math.floor(9 * random.next());
  const usual = bought.find(
    (day) => day >= today - USUAL_DAYS && day + minor < wave && bernoulli(random, USUAL),
  );
  const recent = bought.some((day) => day >= wave - BOUGHT_WITHIN);
  const day = recent && affected ? wave : usual === undefined ? undefined : usual + minor;
  if (day === undefined) return [];
  const receivedAt = workingHour(random, day);
  return [
    Object.freeze<Complaint>({
      schemaVersion: 1,
      id: `${customerId}-complaint-${PRODUCT}`,
      customerId,
      subject: "product",
      category: "does not dissolve",
      productId: PRODUCT,
      severity: 2,
      receivedAt,
      channel: "web",
      history: [
        { state: "open", at: receivedAt },
        ...(day < wave ? [{ state: "resolved" as const, at: workingHour(random, day + 1) }] : []),
      ],
    }),
  ];
}
