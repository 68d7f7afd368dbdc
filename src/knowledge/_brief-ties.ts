import { addDays } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { type Insight, isValidOn, satisfactionGap } from "../model/index.ts";
import { nameOf } from "./_brief-people.ts";
import { dayOfMoment, type Moment } from "./_moment.ts";
import type { CustomerKnowledge } from "./customer-knowledge.ts";

/** How far back what the customer said is still news. */
const VOICE_DAYS = 365;

/** What the customer told us unasked and answered when asked, the latest first, in words. */
export function voiceOf({ feedback = [], surveyAnswers = [] }: CustomerKnowledge, moment: Moment): string[] {
  const since = addDays(moment.validOn, -VOICE_DAYS);
  const lines: { readonly on: string; readonly text: string }[] = [];
  const add = (instant: string, text: string): void => {
    const at = Date.parse(instant);
    const on = dayOfMoment(at);
    if (at <= moment.at && on > since) lines.push({ on, text: `${on}: ${text}` });
  };
  for (const { receivedAt, about, text } of feedback) add(receivedAt, `${about}: ${text}`);
  for (const answer of surveyAnswers) {
    const { answeredAt, subject, dimension, element, perception, expectation } = answer;
    const gap = satisfactionGap(answer);
    const measure =
      typeof gap === "number"
        ? `found ${perception}, expected ${String(expectation)} (${gap > 0 ? "+" : ""}${gap.toFixed(2)} of the scale)`
        : `found ${perception}`;
    const whose = subject === "own" ? "" : " of a competitor";
    add(answeredAt, `${element}${whose} (${dimension}): ${measure}`);
  }
  return lines
    .sort((a, b) => compareCodePoints(b.on, a.on) || compareCodePoints(a.text, b.text))
    .map(({ text }) => text);
}

/** What ties the customer to us beyond satisfaction, and what leaving would cost, in words. */
export function tiesOf(knowledge: CustomerKnowledge, { validOn }: Moment): string[] {
  const { switchingBonds = [], contracts = [], memberships = [], referrals = [] } = knowledge;
  const bonds = switchingBonds
    .filter((bond) => isValidOn(bond, validOn) && bond.source.observedOn <= validOn)
    .map(({ kind, what, hours, estimatedCost }) => {
      const cost = estimatedCost === undefined ? "" : `, ${estimatedCost.amount} ${estimatedCost.currency}`;
      return `${kind}: ${what}${hours === undefined ? "" : `, ${hours} hours`}${cost}`;
    });
  const penalties = contracts
    .filter(({ startsOn, endsOn }) => startsOn <= validOn && (endsOn === undefined || endsOn > validOn))
    .flatMap(({ name, exclusive, penalties: all = [] }) => [
      ...(exclusive === true ? [`contract: ${name} is exclusive`] : []),
      ...all.map(({ trigger, amount, rule }) => {
        const price = amount === undefined ? (rule ?? "a penalty") : `${amount.amount} ${amount.currency}`;
        return `contract: ${name}, ${trigger} costs ${price}`;
      }),
    ]);
  const clubs = memberships
    .filter((membership) => isValidOn(membership, validOn))
    .map(({ programmeId, tier }) => `member of ${programmeId}${tier === undefined ? "" : ` (${tier})`}`);
  const brought = referrals
    .filter(({ on }) => on <= validOn)
    .map(({ referrerId, referredId }) =>
      referrerId === knowledge.party.id
        ? `brought in ${nameOf(referredId, knowledge)}`
        : `brought in by ${nameOf(referrerId, knowledge)}`,
    );
  return [...bonds, ...penalties, ...clubs, ...brought].sort(compareCodePoints);
}

/** How the customer has product, invoice, packaging and papers on the day, in words. */
export function arrangementsOf({ customisations = [] }: CustomerKnowledge, { validOn }: Moment): string[] {
  return customisations
    .filter((each) => isValidOn(each, validOn) && (each.agreedOn === undefined || each.agreedOn <= validOn))
    .map(({ item, setting }) => `${item}: ${setting}`)
    .sort(compareCodePoints);
}

/** What analyses concluded, the latest of each kind, the strongest first, in words. */
export function insightsInWords({ insights = [] }: CustomerKnowledge, { validOn }: Moment): string[] {
  const latest = new Map<string, Insight>();
  for (const insight of insights) {
    if (insight.asOf > validOn) continue;
    const other = latest.get(insight.kind);
    const isLater =
      other === undefined ||
      insight.asOf > other.asOf ||
      (insight.asOf === other.asOf && compareCodePoints(insight.id, other.id) < 0);
    if (isLater) latest.set(insight.kind, insight);
  }
  return [...latest.values()]
    .sort((a, b) => b.strength - a.strength || compareCodePoints(a.kind, b.kind))
    .map(({ kind, asOf, evidence }) => {
      const reasons = evidence.map(({ label, value }) => `${label} ${value}`).join(", ");
      return `${kind} as of ${asOf}: ${reasons}`;
    });
}
