import type { DecisionReason } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";
import { sharesAnchor } from "./_decision-id.ts";
import type { OutcomeSeen } from "./_life.ts";
import { instantText } from "./_local-clock.ts";
import type { OutcomeCooldown, ReminderPolicy } from "./policy.ts";
import type { Cooldown } from "./rule.ts";

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

/**
 * Why a candidate that could go out at a moment is silent beside another that is to be sent in the same run, before or
 * after it.
 */
export function cooldownBeside(
  candidate: Candidate,
  at: number,
  admitted: readonly { readonly candidate: Candidate; readonly at: number }[],
  groupOf: GroupOf,
): DecisionReason | undefined {
  const { rule, occurrence, id, customer } = candidate;
  const { cooldown } = rule;
  if (cooldown === undefined || rule.purpose === "mandatory") return undefined;
  let last: { readonly id: string; readonly at: number } | undefined;
  for (const other of admitted) {
    if (other.candidate.customer !== customer || Math.abs(other.at - at) >= cooldown.days * DAY) continue;
    const { id: otherId, rule: otherRule } = other.candidate;
    const shares =
      cooldown.per === "group"
        ? groupOf(otherRule.id) === rule.group
        : otherRule.id === rule.id && (cooldown.per === "rule" || sharesAnchor(otherId, id, occurrence.step));
    if (!shares) continue;
    if (last === undefined || other.at > last.at) last = { id: otherId, at: other.at };
  }
  return last === undefined ? undefined : silentAfter(candidate, cooldown, last);
}

function silentAfter(
  { rule }: Candidate,
  { per, days }: Cooldown,
  last: { readonly id: string; readonly at: number },
): DecisionReason {
  const who = per === "group" ? `The group ${rule.group}` : "The rule";
  return {
    code: "cooldown",
    text: `${who} is silent for ${days} days after the send of ${instantText(last.at)}.`,
    by: last.id,
    until: instantText(last.at + days * DAY),
  };
}

function sendReason(candidate: Candidate, now: number, groupOf: GroupOf): DecisionReason | undefined {
  const { rule, occurrence, id, customer } = candidate;
  const { history } = customer;
  const { cooldown } = rule;
  if (cooldown === undefined || history.sends.size === 0) return undefined;
  let last: { readonly id: string; readonly at: number } | undefined;
  const sends =
    cooldown.per === "group"
      ? [...history.sends.values()].filter((send) => groupOf(send.ruleId) === rule.group)
      : (history.byRule.get(rule.id) ?? []);
  for (const send of sends) {
    // What is planned for later than the silence would last does not disturb.
    if (send.id === id || send.at - now >= cooldown.days * DAY) continue;
    if (cooldown.per === "anchor" && !sharesAnchor(send.id, id, occurrence.step)) continue;
    if (last === undefined || send.at > last.at || (send.at === last.at && send.id < last.id)) last = send;
  }
  if (last === undefined) return undefined;
  if (now >= last.at + cooldown.days * DAY) return undefined;
  return silentAfter(candidate, cooldown, last);
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
