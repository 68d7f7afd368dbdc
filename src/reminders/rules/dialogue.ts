import { addDays, addYears, type PlainDate } from "../../calendar/index.ts";
import { nextQuestions, planVerification } from "../../knowledge/index.ts";
import { latestInsight, quarterOf } from "../_insight.ts";
import { dayOf, evidence, holding, once, pastDayOf, periodsDue, productName } from "../_moments.ts";
import { cut } from "../_sentence.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier } from "../dossier.ts";
import type { Occurrence, RuleWindow } from "../rule.ts";

/** What the questions that ride on a contact share: they open none themselves. */
const riding = {
  cell: "customer.recommend",
  goal: "retain",
  lever: "sales",
  purpose: "internal",
  audience: "owner",
  ridesAlong: true,
} as const;

/** After a purchase, asks in the same contact what else is of interest. */
export const askAfterPurchase = /* @__PURE__ */ builtIn({
  ...riding,
  id: "ask-after-purchase",
  catalogue: "CR5",
  goal: "grow",
  trigger: "record",
  priority: 27,
  catchUpDays: 3,
  cooldown: { days: 30, per: "rule" },
  reads: ["purchases"],
  options: { categories: [] as readonly string[] },
  timing: (o) =>
    `the day of a purchase${o.categories.length === 0 ? "" : ` in ${o.categories.join(", ")}`}; rides on a contact, at most once in 30 days`,
  occurrences: ({ party, purchases, products }, window, { o, say }) => {
    const last = purchases.reduce<PlainDate | undefined>(
      (latest, { on }) => (on <= window.today && (latest === undefined || on > latest) ? on : latest),
      undefined,
    );
    if (last === undefined || last < window.from) return [];
    const categories = purchases
      .filter(({ on }) => on === last)
      .flatMap(({ productId }) => products?.get(productId)?.category ?? [])
      .filter((category) => o.categories.length === 0 || o.categories.includes(category))
      .sort();
    const category = categories[0];
    return category === undefined
      ? []
      : once(`purchase:${last}`, last, window, () => ({
          ...say(party, { category, on: last }),
          evidence: [evidence("bought", category, last, `purchases:${party.id}`)],
        }));
  },
});

/** After a refusal, asks in the same contact what would be of interest instead, or speaks of what was named; the offer rests. */
export const askAfterRefusal = /* @__PURE__ */ builtIn({
  ...riding,
  id: "ask-after-refusal",
  catalogue: "CR6",
  goal: "grow",
  trigger: "record",
  priority: 29,
  catchUpDays: 3,
  reads: ["offerDecisions"],
  silence: ({ silentDays }) =>
    silentDays === 0 ? undefined : { purposes: ["promotional"], days: silentDays, ofSame: true },
  options: { silentDays: 60 },
  timing: (o) =>
    `the day on which an offer was refused; rides on a contact; the same offer not again for ${o.silentDays} days`,
  occurrences: ({ party, offerDecisions, offers, products }, window, { o, say }) =>
    offerDecisions.flatMap(({ id, offerId, decision, decidedAt, interestCategory }) => {
      const on = pastDayOf(decidedAt, window);
      if (on === undefined || decision !== "refused") return [];
      return once(`refusal:${id}`, on, window, () => ({
        ...say(party, {
          offer: offers?.get(offerId)?.name ?? productName(products, offerId),
          on,
          days: o.silentDays,
          interest: interestCategory ?? "",
        }),
        about: [offerId, ...(offers?.get(offerId)?.productIds ?? [])],
        evidence: [evidence("refused", offerId, on, `offer-decision:${id}`)],
      }));
    }),
});

/** The one question of the quarter whose answer would gain most. */
export const dripQuestion = /* @__PURE__ */ builtIn({
  ...riding,
  id: "drip-question",
  unsteady: true,
  restless: hasOwnedFacts,
  catalogue: "CR11",
  trigger: "period",
  priority: 25,
  catchUpDays: 80,
  reads: ["owner", "fact:*"],
  options: { leastGain: 0.5 },
  timing: (o) =>
    `the first day of each quarter, the question of the greatest gain (at least ${o.leastGain}); rides on a contact with parties that have an owner`,
  occurrences: (dossier, window, { o, say }) => {
    const { party, known } = dossier;
    if (known === undefined || party.ownerId === undefined) return [];
    return periodsDue("quarter", window).flatMap(({ id, from }): Occurrence[] => {
      const { questions } = nextQuestions(known, {
        kind: party.kind,
        channel: "phone",
        atMost: 1,
        leastGain: o.leastGain,
        ...(dossier.askedQuestions === undefined ? {} : { asked: dossier.askedQuestions }),
        ...(dossier.contactPoints === undefined ? {} : { contactPoints: dossier.contactPoints }),
        ...(dossier.preferences === undefined ? {} : { preferences: dossier.preferences }),
        ...(party.languages === undefined ? {} : { languages: [...party.languages, "en"] }),
      });
      const best = questions[0];
      if (best === undefined) return [];
      return [
        {
          anchor: `question:${id}`,
          due: from,
          ...say(party, { topic: best.key, question: best.text }),
          question: cut(best.text, 500),
          evidence: [
            evidence(
              "known so far, from 0 to 1",
              round(best.certainty),
              window.today,
              `attribute:${best.key}`,
            ),
            evidence("expected gain", round(best.gain), window.today, `attribute:${best.key}`),
          ],
        },
      ];
    });
  },
});

/** The certainty of facts falls from day to day. */
function hasOwnedFacts({ known, party }: Dossier): boolean {
  return known !== undefined && party.ownerId !== undefined;
}

const round = (value: number): number => Math.round(value * 100) / 100;

const verification = (dossier: Dossier) =>
  planVerification(
    dossier.known!,
    dossier.contactPoints === undefined ? {} : { contactPoints: dossier.contactPoints },
  );

/** What is known but old, to be checked at the next contact. */
export const verifyFacts = /* @__PURE__ */ builtIn({
  ...riding,
  id: "verify-facts",
  unsteady: true,
  restless: hasOwnedFacts,
  catalogue: "CR12",
  trigger: "period",
  priority: 23,
  catchUpDays: 80,
  reads: ["owner", "fact:*"],
  options: { atLeast: 1 },
  timing: (o) =>
    `the first day of each quarter, if ${o.atLeast} or more facts or addresses have passed their half-life; rides on a contact with parties that have an owner`,
  occurrences: (dossier, window, { o, say }) => {
    if (dossier.known === undefined || dossier.party.ownerId === undefined) return [];
    return periodsDue("quarter", window).flatMap(({ id, from }): Occurrence[] => {
      const { recheck } = verification(dossier);
      const first = recheck[0];
      if (first === undefined || recheck.length < o.atLeast) return [];
      return [
        {
          anchor: `verify:${id}`,
          due: from,
          ...say(dossier.party, {
            count: recheck.length,
            first: first.label,
            freshness: Math.round(first.freshness * 100),
          }),
          evidence: recheck
            .slice(0, 5)
            .map((item) =>
              evidence(item.label, `worth ${Math.round(item.freshness * 100)} %`, window.today, item.source),
            ),
        },
      ];
    });
  },
});

/** What is out of date and was never confirmed, to be confirmed or deleted. */
export const deleteFacts = /* @__PURE__ */ builtIn({
  ...riding,
  id: "delete-facts",
  unsteady: true,
  restless: hasOwnedFacts,
  catalogue: "CR12",
  trigger: "period",
  priority: 17,
  catchUpDays: 80,
  reads: ["owner", "fact:*"],
  ridesAlong: false,
  options: { atLeast: 1 },
  timing: (o) =>
    `the first day of each half-year, if ${o.atLeast} or more facts have lost three quarters of their worth and never proved true; parties with an owner`,
  occurrences: (dossier, window, { o, say }) => {
    if (dossier.known === undefined || dossier.party.ownerId === undefined) return [];
    return periodsDue("half", window).flatMap(({ id, from }): Occurrence[] => {
      const { propose } = verification(dossier);
      const first = propose[0];
      if (first === undefined || propose.length < o.atLeast) return [];
      return [
        {
          anchor: `delete:${id}`,
          due: from,
          ...say(dossier.party, { count: propose.length, first: first.label }),
          evidence: propose
            .slice(0, 5)
            .map((item) =>
              evidence(
                item.label,
                `${item.reason}, worth ${Math.round(item.freshness * 100)} %`,
                window.today,
                item.source,
              ),
            ),
        },
      ];
    });
  },
});

/** How and how often the customer wishes to be contacted, while it has not said so, or when it answers less than it did. */
export const askPreferences = /* @__PURE__ */ builtIn({
  ...riding,
  id: "ask-preferences",
  catalogue: "CR13",
  trigger: "period",
  priority: 31,
  catchUpDays: 300,
  reads: ["preferences", "owner"],
  options: { afterDays: 30 },
  timing: (o) =>
    `${o.afterDays} days after the start of the relationship and every year after it, while no channel or frequency is preferred, and once a quarter when an insight campaign.response-changed says that answers become fewer; rides on a contact with parties that have an owner`,
  occurrences: (dossier, window, { o, say }) => {
    const { party, preferences, interactions = [] } = dossier;
    const { since, ownerId } = party;
    if (ownerId === undefined) return [];
    const falling = latestInsight(
      dossier,
      "campaign.response-changed",
      window,
      ({ direction }) => direction === "down",
    );
    if (falling !== undefined) {
      const { before, after } = falling.payload;
      return [
        {
          anchor: `preferences:falling:${quarterOf(falling.asOf)}`,
          due: falling.asOf,
          ...say(party, {
            channel: usualChannel(interactions, window),
            before: Math.round(before * 100),
            after: Math.round(after * 100),
          }),
          evidence: falling.evidence,
          strength: falling.strength,
        },
      ];
    }
    if (since === undefined) return [];
    if (holding(preferences, window).some(({ about }) => about === "channel" || about === "frequency"))
      return [];
    const first = addDays(since, o.afterDays);
    const found: Occurrence[] = [];
    for (let year = Math.max(0, Number(window.from.slice(0, 4)) - Number(first.slice(0, 4)) - 1); ; year++) {
      const due = addYears(first, year);
      if (due >= window.to) return found;
      found.push(
        ...once(`preferences:${due.slice(0, 4)}`, due, window, () => ({
          ...say(party, { channel: usualChannel(interactions, window) }),
          evidence: [evidence("customer since", since, since, `party:${party.id}`)],
        })),
      );
    }
  },
});

function usualChannel(interactions: NonNullable<Dossier["interactions"]>, window: RuleWindow): string {
  const counts = new Map<string, number>();
  for (const { channel, occurredAt } of interactions)
    if (dayOf(occurredAt, window.zone) <= window.today) counts.set(channel, (counts.get(channel) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? "";
}
