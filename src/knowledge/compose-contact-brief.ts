import { compareCodePoints } from "../ids/index.ts";
import {
  buyingCentreOf,
  type Channel,
  lifecycleOn,
  type TalkingPoint,
  talkingPointsFor,
} from "../model/index.ts";
import { areasOf, contradictionsInWords } from "./_brief-facts.ts";
import {
  entitlementsOf,
  openComplaints,
  openOpportunities,
  preferencesInWords,
  productsAt,
} from "./_brief-matters.ts";
import { nameOf, peopleAround, positionInWords, positionsOf, teamOf } from "./_brief-people.ts";
import { arrangementsOf, insightsInWords, tiesOf, voiceOf } from "./_brief-ties.ts";
import { warningsOf } from "./_brief-warnings.ts";
import { deepFrozen } from "./_deep-frozen.ts";
import { contactCertainty } from "./_knowledge-items.ts";
import { type Moment, readMoment } from "./_moment.ts";
import { ownKnowledge } from "./_own-knowledge.ts";
import { availabilityOn } from "./availability-on.ts";
import { completeness } from "./completeness.ts";
import type { BriefContactPoint, ContactBrief } from "./contact-brief.ts";
import type { CustomerKnowledge } from "./customer-knowledge.ts";
import { detectWishToBuy } from "./detect-wish-to-buy.ts";
import { type AsOfOptions, type FactView, factsAsOf } from "./facts-as-of.ts";
import { contactsUntil, findBreakPoints } from "./find-break-points.ts";
import { findOpenLoops } from "./find-open-loops.ts";
import { nextQuestions } from "./next-questions.ts";
import { planVerification } from "./plan-verification.ts";
import { upcomingDates } from "./upcoming-dates.ts";

/** Options of {@link composeContactBrief}. */
export interface ContactBriefOptions extends AsOfOptions {
  /** The channel of the contact. */
  readonly channel: Channel;
  /** The product that is to be presented: its concerns come before the usual ones of the role. */
  readonly productId?: string | undefined;
  /**
   * The languages that the party reads, best first.
   * @defaultValue those of the party, then `["en"]`
   */
  readonly languages?: readonly string[] | undefined;
  /**
   * How many questions at most.
   * @defaultValue `2`
   */
  readonly atMost?: 1 | 2 | undefined;
  /** Attributes of special categories that the party has expressly agreed to be asked about. */
  readonly expressConsentTo?: readonly string[] | undefined;
  /**
   * How many days ahead dates, ends and notices are shown.
   * @defaultValue `30`
   */
  readonly withinDays?: number | undefined;
}

/**
 * Composes everything that whoever speaks with a customer next has to know, on one page: what must be seen first, where
 * the last contact stopped and what was promised, open complaints, days that come round, what stands at the customer's,
 * what the role judges by and what can be said to it, who of the buying centre is missing, what is known with how much
 * certainty and from where, and one or two questions.
 *
 * Only attributes that own staff may see are shown. Records after `asOf` are not read. Nothing is computed here that
 * another function of this room does not compute alone.
 *
 * @throws RangeError if `asOf` is no moment or an option is out of range
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { composeContactBrief, indexFacts } from "clientele/knowledge";
 *
 * const facts = indexFacts([
 *   builtInAttributes.fact("likes.food", "noodles", {
 *     id: "f1",
 *     subjectId: "ada",
 *     provenance: { method: "stated", channel: "phone" },
 *     observedAt: "2026-05-01T00:00:00Z",
 *   }),
 * ]);
 * const party = { schemaVersion: 1, kind: "person", id: "ada", name: "Ada Byron" } as const;
 * const interactions = [
 *   {
 *     schemaVersion: 1 as const,
 *     id: "i1",
 *     partyId: "ada",
 *     occurredAt: "2026-05-08T09:00:00Z",
 *     channel: "phone" as const,
 *     direction: "inbound" as const,
 *     twoWay: true,
 *     breakPoint: { topic: "new kettle", state: "two models left", nextStep: "send the noise figures" },
 *   },
 * ];
 * const brief = composeContactBrief({ party, facts, interactions }, { asOf: "2026-06-01T00:00:00Z", channel: "phone" });
 * brief.continueFrom?.nextStep; // => "send the noise figures"
 * brief.areas.flatMap(({ lines }) => lines.map(({ label, text, source }) => [label, text, source])); // => [["favourite food", "noodles", "stated by phone on 2026-05-01"]]
 * brief.questions[0]?.text; // => "What do you need that you do not get today?"
 * ```
 */
export function composeContactBrief(all: CustomerKnowledge, options: ContactBriefOptions): ContactBrief {
  const moment = readMoment("compose a contact brief", options);
  const knowledge = ownKnowledge(all, moment);
  const { party, facts } = knowledge;
  const { attributes } = facts;
  const { withinDays = 30 } = options;
  const view = factsAsOf(facts, { subjectId: party.id, asOf: moment.asOf, validOn: moment.validOn });
  const scope = {
    kind: party.kind,
    attributes,
    contactPoints: knowledge.contactPoints,
    preferences: knowledge.preferences,
    wishToBuy: detectWishToBuy(knowledge, { asOf: moment.asOf }).detected,
  };
  const contacts = contactsUntil(knowledge.interactions ?? [], moment.at);
  const [continueFrom, ...otherMatters] = findBreakPoints(contacts, { asOf: moment.asOf });
  const loops = findOpenLoops(contacts, { asOf: moment.asOf });
  const complaints = openComplaints(knowledge, moment);
  const availability = availabilityOn(view);
  const lastDecision = lastBefore(knowledge.decisions ?? [], contacts[contacts.length - 1]?.id, moment);
  const plan = nextQuestions(view, {
    ...scope,
    channel: options.channel,
    asked: knowledge.asked,
    languages: options.languages ?? [...(party.languages ?? []), "en"],
    atMost: options.atMost,
    expressConsentTo: options.expressConsentTo,
    decision: lastDecision,
  });
  const dates = upcomingDates(knowledge.importantDates ?? [], { on: moment.validOn, withinDays });
  const last = contacts[contacts.length - 1];
  const stage = lifecycleOn(knowledge.lifecycle ?? [], moment.validOn)?.stage;
  const places = positionsOf(knowledge, moment);
  const promises = loops.filter(({ owedBy }) => owedBy === "company");
  return deepFrozen({
    partyId: party.id,
    name: party.name,
    asOf: moment.asOf,
    validOn: moment.validOn,
    warnings: warningsOf(knowledge, options.channel, moment, {
      away: availability.until,
      complaints: complaints.length,
      gravest: complaints[0]?.severity ?? 0,
      overdue: promises.filter(({ overdue }) => overdue).length,
    }),
    ...(stage === undefined ? {} : { stage }),
    ...(party.since === undefined ? {} : { since: party.since }),
    positions: places.map((place) => positionInWords(place, knowledge)),
    reach: reachOf(scope.contactPoints ?? [], view),
    preferences: preferencesInWords(knowledge, moment),
    availability,
    ...(last === undefined
      ? {}
      : {
          lastContact: {
            id: last.id,
            occurredAt: last.occurredAt,
            channel: last.channel,
            ...(last.place === undefined ? {} : { place: last.place }),
            ...(last.topic === undefined ? {} : { topic: last.topic }),
            ...(last.summary === undefined ? {} : { summary: last.summary }),
          },
        }),
    ...(continueFrom === undefined ? {} : { continueFrom }),
    otherMatters,
    promises,
    owedByParty: loops.filter(({ owedBy }) => owedBy === "party"),
    complaints,
    dates: dates.map((date) => ({ ...date, whose: nameOf(date.partyId, knowledge) })),
    people: peopleAround(knowledge, moment),
    opportunities: openOpportunities(knowledge, moment),
    products: productsAt(knowledge, moment),
    entitlements: entitlementsOf(knowledge, moment, withinDays),
    ties: tiesOf(knowledge, moment),
    arrangements: arrangementsOf(knowledge, moment),
    voice: voiceOf(knowledge, moment),
    insights: insightsInWords(knowledge, moment),
    talkingPoints: pointsFor(knowledge, places[0], options.productId),
    ...(party.kind === "organisation"
      ? { buyingCentre: buyingCentreOf(peopleOf(knowledge, moment), { day: moment.validOn }) }
      : {}),
    areas: areasOf(view, attributes, "staff"),
    contradictions: contradictionsInWords(view, attributes, "staff"),
    // Nobody asks a party that must not be approached.
    questions: party.closed !== undefined && party.closed.on <= moment.validOn ? [] : plan.questions,
    notAsked: plan.notAsked,
    recheck: planVerification(view, scope).recheck.slice(0, 3),
    completeness: completeness(view, scope).share,
    team: teamOf(knowledge, moment),
  });
}

function reachOf(
  points: readonly NonNullable<CustomerKnowledge["contactPoints"]>[number][],
  view: FactView,
): BriefContactPoint[] {
  return points
    .map(({ id, kind, value, primary = false, ...rest }) => ({
      id,
      kind,
      value,
      primary,
      certainty: contactCertainty({ id, kind, value, ...rest }, view),
    }))
    .filter(({ certainty }) => certainty > 0)
    .sort(
      (a, b) => Number(b.primary) - Number(a.primary) || b.certainty - a.certainty || (a.id < b.id ? -1 : 1),
    )
    .map(({ primary: _primary, ...point }) => point);
}

function pointsFor(
  knowledge: CustomerKnowledge,
  place: { readonly level?: unknown; readonly function?: unknown } | undefined,
  productId: string | undefined,
): readonly TalkingPoint[] {
  const product = productId === undefined ? undefined : knowledge.products?.get(productId);
  const isOrganisation = knowledge.party.kind === "organisation";
  if (place === undefined && product === undefined && !isOrganisation) return [];
  return talkingPointsFor((place ?? {}) as Parameters<typeof talkingPointsFor>[0], { product });
}

/** The people of an organisation who were known on the day. */
function peopleOf({ party, affiliations = [] }: CustomerKnowledge, { validOn }: Moment) {
  return affiliations.filter(
    ({ organisationId, source }) => organisationId === party.id && source.observedOn <= validOn,
  );
}

/** The latest decision on an offer that was made in the last contact, as of the moment. */
function lastBefore(
  decisions: NonNullable<CustomerKnowledge["decisions"]>,
  contactId: string | undefined,
  { at }: Moment,
) {
  if (contactId === undefined) return undefined;
  return decisions
    .filter(({ interactionId, decidedAt }) => interactionId === contactId && Date.parse(decidedAt) <= at)
    .sort((a, b) => Date.parse(b.decidedAt) - Date.parse(a.decidedAt) || compareCodePoints(a.id, b.id))[0];
}
