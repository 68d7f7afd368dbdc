import type { DecisionReason } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";
import { sharesAnchor } from "./_decision-id.ts";
import type { OutcomeSeen } from "./_life.ts";
import { instantText } from "./_local-clock.ts";
import type { OutcomeCooldown, ReminderPolicy } from "./policy.ts";

const DAY = 86_400_000;

/** The rules of each group. */
export type GroupOf = (ruleId: string) => string | undefined;

/** What is silent after a send, or after what came of earlier ones; mandatory messages never are. */
export function cooldownReasons(
  candidate: Candidate,
  policy: ReminderPolicy,
  now: number,
  groupOf: GroupOf,
): DecisionReason[] {
  if (candidate.rule.purpose === "mandatory") return [];
  const reasons: DecisionReason[] = [];
  const afterSend = sendReason(candidate, now, groupOf);
  if (afterSend !== undefined) reasons.push(afterSend);
  const { outcomes } = candidate.customer.life;
  if (outcomes.length === 0) return reasons;
  for (const cooldown of policy.outcomeCooldowns ?? []) {
    const reason = outcomeReason(candidate, cooldown, outcomes, now, groupOf);
    if (reason !== undefined) reasons.push(reason);
  }
  return reasons;
}

function sendReason(
  { rule, occurrence, id, customer: { history } }: Candidate,
  now: number,
  groupOf: GroupOf,
): DecisionReason | undefined {
  const { cooldown } = rule;
  if (cooldown === undefined || history.sends.size === 0) return undefined;
  let last: { readonly id: string; readonly at: number } | undefined;
  const sends =
    cooldown.per === "group"
      ? [...history.sends.values()].filter((send) => groupOf(send.ruleId) === rule.group)
      : (history.byRule.get(rule.id) ?? []);
  for (const send of sends) {
    if (send.id === id) continue;
    if (cooldown.per === "anchor" && !sharesAnchor(send.id, id, occurrence.step)) continue;
    if (last === undefined || send.at > last.at || (send.at === last.at && send.id < last.id)) last = send;
  }
  if (last === undefined) return undefined;
  const until = last.at + cooldown.days * DAY;
  if (now >= until) return undefined;
  const who = cooldown.per === "group" ? `The group ${rule.group}` : "The rule";
  return {
    code: "cooldown",
    text: `${who} is silent for ${cooldown.days} days after the send of ${instantText(last.at)}.`,
    by: last.id,
    until: instantText(until),
  };
}

function outcomeReason(
  { rule }: Candidate,
  cooldown: OutcomeCooldown,
  seen: readonly OutcomeSeen[],
  now: number,
  groupOf: GroupOf,
): DecisionReason | undefined {
  const { id, outcomes, count, withinDays, silentDays, per } = cooldown;
  if (per === "group" && rule.group === undefined) return undefined;
  const own = seen.filter(
    ({ outcome, ruleId }) =>
      outcomes.includes(outcome) && (per === "rule" ? ruleId === rule.id : groupOf(ruleId) === rule.group),
  );
  let until = Number.NEGATIVE_INFINITY;
  for (let last = count - 1; last < own.length; last++) {
    const [first, end] = [own[last - count + 1]!.at, own[last]!.at];
    if (end - first <= withinDays * DAY) until = end + silentDays * DAY;
  }
  if (now >= until) return undefined;
  const who = per === "rule" ? "the rule" : `the group ${rule.group}`;
  return {
    code: "cooldown",
    text: `After ${count} times ${outcomes.join(" or ")} within ${withinDays} days ${who} is silent for ${silentDays} days.`,
    by: id,
    until: instantText(until),
  };
}
