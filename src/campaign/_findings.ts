import type { Channel, Insight } from "../model/index.ts";
import { betaP, betaQ } from "../stats/index.ts";
import { campaignInsight } from "./_campaign-insight.ts";
import { observed, share } from "./_share.ts";
import { type CustomerContacts, type Span, weighed } from "./_tally-contacts.ts";
import type { UsualRates } from "./_usual-rates.ts";
import { compareResponses } from "./compare-responses.ts";
import { estimateResponse } from "./estimate-response.ts";

/** What the findings of one customer rest on. */
export interface Grounds {
  readonly span: Span;
  readonly probability: number;
  readonly leastContacts: number;
  readonly usual: UsualRates;
  /** The contacts that half of those with any have at most, in the window of pressure. */
  readonly typical: number;
}

/** What is believed of a rate, without the interval, which takes long to find. */
const beliefOf = (
  rates: { readonly a: number; readonly b: number },
  { contacts, responses }: ReturnType<typeof weighed>,
) => {
  const [a, b] = [rates.a + responses, rates.b + contacts - responses];
  return { a, b, rate: a / (a + b) };
};

/** How likely the rate of Beta(a, b) is above a value, and below it. */
const sides = ({ a, b }: { readonly a: number; readonly b: number }, at: number) => ({
  up: betaQ(at, a, b),
  down: betaP(at, a, b),
});

/** The group of contacts that the customer answers otherwise than is usual; of several the surest. */
export function responsePattern(customer: CustomerContacts, grounds: Grounds): Insight | undefined {
  const { span, probability, leastContacts, usual } = grounds;
  const { customerId, byGroup } = customer;
  const found = [...byGroup].flatMap(([key, count]) => {
    const rates = usual.byGroup.get(key);
    if (rates?.kind !== "response-rates" || count.contacts < leastContacts) return [];
    const [, channel] = key.split(" ") as [string, Channel];
    const prior = usual.priorOf(customerId, channel) ?? rates;
    const { up, down } = sides(beliefOf(prior, weighed(count)), rates.rate);
    const direction = up >= down ? ("up" as const) : ("down" as const);
    const sure = Math.max(up, down);
    const rate = observed(count);
    // What lies long ago must not turn what is said of all of it.
    if (sure < probability || (direction === "up" ? rate <= rates.rate : rate >= rates.rate)) return [];
    return [{ key, count, prior, direction, sure, rate, usualRate: rates.rate }];
  });
  const best = found.sort((x, y) => y.sure - x.sure || (x.key < y.key ? -1 : 1))[0];
  if (best === undefined) return undefined;
  const { key, count, prior, direction, sure, rate, usualRate } = best;
  const estimate = estimateResponse(prior, weighed(count), {
    probability: Math.max(0.5, 2 * probability - 1),
  });
  return campaignInsight("campaign.response-pattern", {
    subjectId: customerId,
    asOf: span.asOf,
    strength: sure,
    evidence: [
      ["contacts", count.contacts],
      ["answered", count.responses],
      ["usual share answered", share(usualRate)],
    ],
    payload: {
      campaigns: wordsOf(key),
      direction,
      touches: count.contacts,
      rate: share(rate),
      usualRate: share(usualRate),
      lower: share(estimate.lower),
      upper: share(estimate.upper),
    },
  });
}

/** "promotional messages by email". */
function wordsOf(key: string): string {
  const [kind = "", channel = ""] = key.split(" ");
  const what = kind === "campaign" ? "campaigns" : kind === "talk" ? "talks" : `${kind} messages`;
  return `${what} by ${channel}`;
}

/** The channel on which the customer answers better than on every other that was tried. */
export function channelHabit(customer: CustomerContacts, grounds: Grounds): Insight | undefined {
  const { span, probability, leastContacts, usual } = grounds;
  const { customerId, byChannel, all } = customer;
  const tried = [...byChannel]
    .flatMap(([channel, count]) => {
      const rates = usual.priorOf(customerId, channel);
      return rates === undefined
        ? []
        : [{ channel: channel as Channel, count, belief: beliefOf(rates, weighed(count)) }];
    })
    .sort((x, y) => y.belief.rate - x.belief.rate || (x.channel < y.channel ? -1 : 1));
  const [best, ...others] = tried;
  if (best === undefined || best.count.contacts < leastContacts) return undefined;
  // What holds of the channel for everybody is no habit: the others must have been tried on this customer too.
  if (all.contacts - best.count.contacts < leastContacts || others.length === 0) return undefined;
  if (observed(best.count) <= observed(all)) return undefined;
  // Of the others the likeliest to be better; the integrals of the rest are not needed once one is near.
  let sure = 1;
  for (const { belief } of others) {
    sure = Math.min(sure, compareResponses(best.belief, belief).probability);
    if (sure < probability) return undefined;
  }
  const rate = observed(best.count);
  return campaignInsight("campaign.channel-habit", {
    subjectId: customerId,
    asOf: span.asOf,
    strength: sure,
    evidence: tried.flatMap(({ channel, count }) => [
      [`contacts by ${channel}`, count.contacts] as const,
      [`answered by ${channel}`, count.responses] as const,
    ]),
    payload: {
      channel: best.channel,
      contacts: best.count.contacts,
      rate: share(rate),
      usualRate: share(observed(all)),
    },
  });
}

/** Whether the customer is contacted more, or less, than it answers to. */
export function contactPressure(customer: CustomerContacts, grounds: Grounds): Insight | undefined {
  const { span, probability, leastContacts, usual, typical } = grounds;
  const { customerId, window, all } = customer;
  const rates = usual.all;
  const prior = usual.priorOf(customerId);
  if (rates.kind !== "response-rates" || prior === undefined) return undefined;
  const { up, down } = sides(beliefOf(prior, weighed(all)), rates.rate);
  const known = all.contacts >= leastContacts;
  const pressure =
    known && down >= probability && window.contacts >= Math.max(1, typical)
      ? ("saturated" as const)
      : known && up >= probability && window.contacts <= typical
        ? ("undersaturated" as const)
        : ("on-target" as const);
  if (pressure === "on-target" && window.contacts === 0) return undefined;
  return campaignInsight("campaign.contact-pressure", {
    subjectId: customerId,
    asOf: span.asOf,
    strength: pressure === "saturated" ? down : pressure === "undersaturated" ? up : 1 - Math.max(up, down),
    evidence: [
      [`contacts in ${span.pressureDays} days`, window.contacts],
      [`answered in ${span.pressureDays} days`, window.responses],
      ["contacts", all.contacts],
      ["answered", all.responses],
      ["usual share answered", share(rates.rate)],
    ],
    payload: {
      class: pressure,
      touches: window.contacts,
      responses: window.responses,
      days: span.pressureDays,
    },
  });
}
