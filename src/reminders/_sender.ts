import { matchCounterparts } from "../knowledge/index.ts";
import { isValidOn } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";

/**
 * Own staff member who sends it: the one assigned to speak with the person at the customer's as an equal, or one found
 * by title, level and function; else the account manager; else the owner of the party. A rule that does not ask for a
 * sender has none, but for a task: that is the owner's.
 */
export function senderOf({ rule, occurrence, customer, clock }: Candidate): string | undefined {
  if (rule.sender === undefined)
    return rule.audience === "owner" ? customer.dossier.party.ownerId : undefined;
  const { party, assignments = [], affiliations = [], staff = [] } = customer.dossier;
  const valid = assignments
    .filter((one) => isValidOn(one, clock.today))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const { personId } = occurrence;
  if (rule.sender === "counterpart" && personId !== undefined) {
    const assigned = valid.find((one) => one.counterpartPersonId === personId);
    if (assigned !== undefined) return assigned.staffId;
    const people = affiliations.filter((one) => one.personId === personId);
    const [match] = matchCounterparts(people, { staff, day: clock.today });
    if (match !== undefined) return match.staffId;
  }
  return valid.find((one) => one.role === "account-manager")?.staffId ?? party.ownerId;
}
