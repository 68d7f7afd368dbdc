import { addMonths, type PlainDate } from "../calendar/index.ts";
import type { Consent } from "../model/index.ts";
import { dayOf, laterOf } from "./_moments.ts";

/** The day on which a permission was last given, confirmed or reviewed, up to a day. */
export function permissionSince(
  { effectiveFrom, reviewedOn, evidence: proof }: Consent,
  today: PlainDate,
  zone: string,
): PlainDate {
  const confirmed = proof?.confirmedAt === undefined ? undefined : dayOf(proof.confirmedAt, zone);
  const days = [reviewedOn, confirmed].filter((day) => day !== undefined && day <= today);
  return days.reduce<PlainDate>((last, day) => laterOf(last, day!), effectiveFrom);
}

/** Whether a permission is too old to be relied on. */
export function isLapsed(
  consent: Consent,
  months: number | undefined,
  today: PlainDate,
  zone: string,
): boolean {
  return months !== undefined && addMonths(permissionSince(consent, today, zone), months) <= today;
}
