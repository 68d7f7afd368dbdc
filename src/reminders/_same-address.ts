import type { Channel, DecisionReason } from "../model/index.ts";
import type { Candidate, Customer } from "./_candidate.ts";
import { comparable, pointFor } from "./_channels.ts";
import { decisionId, occurrenceId } from "./_decision-id.ts";
import type { ReminderPolicy } from "./policy.ts";
import type { ReminderRule } from "./rule.ts";

/** What was decided to be sent so far. */
interface SentBefore {
  readonly candidate: Candidate;
  readonly channel: Channel | undefined;
}

/**
 * Why the same reminder is not sent to one address twice: another customer of the unit, who shares the address by which
 * the candidate goes, gets it in this run or got it before. Reminders are the same when rule and occurrence are; where
 * the occurrence differs, so does what it says, and both are sent.
 */
export function sameAddressReason(
  { rule, occurrence, customer }: Candidate,
  channel: Channel | undefined,
  admitted: readonly SentBefore[],
  { oncePerAddress = ["promotional"] }: ReminderPolicy,
): DecisionReason | undefined {
  if (channel === undefined || !(oncePerAddress as readonly string[]).includes(rule.purpose))
    return undefined;
  if (customer.unit.length < 2) return undefined;
  const own = addressOf(channel, rule, customer);
  if (own === undefined) return undefined;
  const name = occurrenceId(occurrence);
  for (const other of customer.unit) {
    if (other === customer) continue;
    const id = decisionId(rule.id, other.dossier.party.id, name);
    const sent = other.history.sends.get(id) ?? admitted.find((one) => one.candidate.id === id);
    if (sent?.channel === undefined || addressOf(sent.channel, rule, other) !== own) continue;
    const text = "Somebody with the same address gets the same message.";
    return { code: "same-address", text, by: id, needs: { what: "address" } };
  }
  return undefined;
}

function addressOf(channel: Channel, { purpose }: ReminderRule, customer: Customer): string | undefined {
  const point = pointFor(channel, purpose, customer);
  return point === undefined ? undefined : comparable(point);
}
