import type { Channel, Consent } from "../model/index.ts";
import { closedInWords } from "./_brief-people.ts";
import type { Moment } from "./_moment.ts";
import type { CustomerKnowledge } from "./customer-knowledge.ts";

/** What must be seen before anything else, the gravest first. */
export function warningsOf(
  { party, consents = [] }: CustomerKnowledge,
  channel: Channel,
  { validOn }: Moment,
  seen: { away: string | undefined; complaints: number; gravest: number; overdue: number },
): string[] {
  const warnings: string[] = [];
  const closed = party.closed !== undefined && party.closed.on <= validOn ? closedInWords(party) : undefined;
  if (closed !== undefined) warnings.push(closed);
  for (const purpose of ["service", "care", "promotional"] as const) {
    const last = lastConsent(
      consents.filter(
        (each) => each.partyId === party.id && each.purpose === purpose && each.channel === channel,
      ),
      validOn,
    );
    if (last?.status === "withdrawn")
      warnings.push(`Consent to ${purpose} by ${channel} was withdrawn on ${last.effectiveFrom}.`);
  }
  if (seen.complaints > 0)
    warnings.push(
      `${seen.complaints} open ${seen.complaints === 1 ? "complaint" : "complaints"}, the gravest ${seen.gravest} of 5.`,
    );
  if (seen.overdue > 0)
    warnings.push(`${seen.overdue} ${seen.overdue === 1 ? "promise" : "promises"} of ours overdue.`);
  if (seen.away !== undefined) warnings.push(`Away until ${seen.away}.`);
  return warnings;
}

/** The last record up to the day; of two of one day the withdrawal holds. */
function lastConsent(consents: readonly Consent[], day: string): Consent | undefined {
  let last: Consent | undefined;
  for (const each of consents) {
    if (each.effectiveFrom > day) continue;
    if (last === undefined || each.effectiveFrom > last.effectiveFrom) last = each;
    else if (each.effectiveFrom === last.effectiveFrom && each.status === "withdrawn") last = each;
  }
  return last;
}
