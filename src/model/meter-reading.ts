import type * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, nonNegativeDecimal, plainDate } from "./_scalars.ts";

/** Schema of {@link MeterReading}. */
export const meterReadingSchema = record({
  /** Who has the product. */
  customerId: partyId,
  installedProductId: id,
  on: plainDate,
  /** What the meter shows, in the unit of the product's meter. */
  reading: nonNegativeDecimal,
});

/** What the meter of an installed product showed on a day: hours run, kilometres, prints. */
export type MeterReading = z.infer<typeof meterReadingSchema>;
