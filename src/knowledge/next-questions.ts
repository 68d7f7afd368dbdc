import { compareCodePoints } from "../ids/index.ts";
import { describeValue } from "../issues/index.ts";
import {
  type AskedQuestion,
  type Channel,
  isValidOn,
  type OfferDecision,
  type Sensitivity,
} from "../model/index.ts";
import { type KnowledgeItem, knowledgeItems } from "./_knowledge-items.ts";
import type { FactView } from "./facts-as-of.ts";
import type { KnowledgeScope } from "./knowledge-scope.ts";

/** Options of {@link nextQuestions}. */
export interface NextQuestionsOptions extends KnowledgeScope {
  /** Questions put to the party before, and what came of them. */
  readonly asked?: readonly AskedQuestion[] | undefined;
  /** The channel of the contact on which the questions would ride. */
  readonly channel: Channel;
  /**
   * How many questions at most: a dialogue drips, it does not pour.
   * @defaultValue `2`
   */
  readonly atMost?: 1 | 2 | undefined;
  /**
   * The languages that the party reads, best first; the first in which a question is written is used.
   * @defaultValue `["en"]`
   */
  readonly languages?: readonly string[] | undefined;
  /**
   * Attributes of special categories that the party has expressly agreed to be asked about.
   * @defaultValue none
   */
  readonly expressConsentTo?: readonly string[] | undefined;
  /** The decision on an offer made in this contact: it opens the question which category interests more. */
  readonly decision?: OfferDecision | undefined;
  /**
   * A question of less gain is not asked.
   * @defaultValue `0.1`
   */
  readonly leastGain?: number | undefined;
}

/** A question worth asking, and why. */
export interface ProposedQuestion {
  /** The attribute, or `contact.email`, `preference.channel` … */
  readonly key: string;
  /** The question in the party's language. */
  readonly text: string;
  /** Its language. */
  readonly language: string;
  /** What asking is expected to gain. */
  readonly gain: number;
  /** How much the attribute counts. */
  readonly weight: number;
  /** How far it is known: `freshness × confidence`. */
  readonly certainty: number;
  /** How likely the party is to answer. */
  readonly answerProbability: number;
  /** What makes it timely: 1, or 2 when the contact itself opens the question. */
  readonly timeliness: number;
  /** Why it is asked, in one sentence for own staff. */
  readonly because: string;
}

/** Why something is not asked. */
export type NotAskedReason =
  | "known"
  | "no-text"
  | "cooldown"
  | "declined"
  | "topic-refused"
  | "needs-express-consent"
  | "needs-personal-channel"
  | "less-gain";

/** A question passed over. */
export interface NotAsked {
  /** The attribute. */
  readonly key: string;
  /** Why. */
  readonly reason: NotAskedReason;
  /** From when on this reason no longer holds. */
  readonly until?: string | undefined;
}

/** What to ask at the next contact. */
export interface QuestionPlan {
  /** The questions, the greatest gain first. */
  readonly questions: readonly ProposedQuestion[];
  /** Everything else that applies, and why it is not asked, in the order of the catalogue. */
  readonly notAsked: readonly NotAsked[];
}

/** On these channels two people speak, so that a private question may be asked with tact. */
const personalChannels: readonly Channel[] = [
  "phone",
  "call-centre",
  "sales-centre",
  "visit",
  "seminar",
  "store",
];

/** How many in a hundred answer, before anything is known of the party. */
const usualAnswers: Readonly<Record<Sensitivity, number>> = { ordinary: 0.8, private: 0.5, special: 0.3 };

/** As many questions as the usual rate is worth against the party's own record. */
const RATE_STRENGTH = 4;

/** Days until a question may be put again. */
const cooldownDays: Readonly<Record<AskedQuestion["outcome"], number>> = {
  answered: 90,
  deferred: 14,
  declined: 365,
};

const DAY = 86_400_000;

/**
 * Chooses the one or two questions that are worth asking at the next contact: those of the greatest expected gain.
 *
 * `gain = weight · (1 − freshness · confidence) · P(answer) · timeliness`
 *
 * `P(answer) = (4 · u + answered) / (4 + answered + declined)`, where `u` is 0.8 for ordinary, 0.5 for private and 0.3
 * for special attributes, and the counts are the party's own. `timeliness` is 2 for the area `project` while a wish to
 * buy is seen, and for `interest.category` when an offer was just decided; else 1.
 *
 * Not asked is what has no text in a language of the party, what was asked less than 90 days ago, put off less than 14
 * or declined less than 365 days ago, what was declined twice, what belongs to a topic that the party refuses (an area
 * or an attribute), what is private on a channel on which no two people speak, and what is of a special category
 * without express consent. Equal gains are ranked by key. Nothing depends on chance.
 *
 * @throws RangeError if `atMost` is neither 1 nor 2
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { factsAsOf, indexFacts, nextQuestions } from "clientele/knowledge";
 *
 * const told = { subjectId: "ada", provenance: { method: "stated" }, observedAt: "2026-06-01T00:00:00Z" } as const;
 * const index = indexFacts([
 *   builtInAttributes.fact("need.product", { statement: "a quieter office" }, { ...told, id: "f1" }),
 * ]);
 * const view = factsAsOf(index, { subjectId: "ada", asOf: "2026-06-01T00:00:00Z" });
 * const { questions, notAsked } = nextQuestions(view, { kind: "person", channel: "phone" });
 * questions.map(({ text, gain }) => [text, gain]); // => [["How satisfied are you with the product you use today, from 1 to 5?", 1.6], ["What do you want to have reached by the end of the year?", 1.6]]
 * notAsked.find(({ key }) => key === "need.product")?.reason; // => "known"
 * ```
 */
export function nextQuestions(view: FactView, options: NextQuestionsOptions): QuestionPlan {
  const { atMost = 2, leastGain = 0.1 } = options;
  if (atMost !== 1 && atMost !== 2)
    throw new RangeError(`Cannot choose questions: atMost must be 1 or 2, got ${describeValue(atMost)}`);
  const at = Date.parse(view.asOf);
  const history = (options.asked ?? []).filter(({ askedAt }) => Date.parse(askedAt) <= at);
  const items = knowledgeItems(view, options);
  const candidates: ProposedQuestion[] = [];
  const notAsked = new Map<string, NotAsked>();
  for (const item of items) {
    const obstacle = obstacleTo(item, history, view, options);
    const proposed = propose(item, history, options);
    if (obstacle !== undefined) notAsked.set(item.key, Object.freeze({ key: item.key, ...obstacle }));
    else if (proposed.gain < leastGain)
      notAsked.set(item.key, Object.freeze({ key: item.key, reason: "known" }));
    else candidates.push(proposed);
  }
  candidates.sort((a, b) => b.gain - a.gain || compareCodePoints(a.key, b.key));
  for (const { key } of candidates.slice(atMost))
    notAsked.set(key, Object.freeze({ key, reason: "less-gain" }));
  return Object.freeze({
    questions: Object.freeze(candidates.slice(0, atMost)),
    notAsked: Object.freeze(items.map(({ key }) => notAsked.get(key)).filter((entry) => entry !== undefined)),
  });
}

function obstacleTo(
  item: KnowledgeItem,
  history: readonly AskedQuestion[],
  view: FactView,
  { languages = ["en"], preferences = [], expressConsentTo = [], channel }: NextQuestionsOptions,
): Omit<NotAsked, "key"> | undefined {
  if (languageOf(item, languages) === undefined) return { reason: "no-text" };
  if (item.sensitivity === "special" && !expressConsentTo.includes(item.key))
    return { reason: "needs-express-consent" };
  if (item.sensitivity !== "ordinary" && !personalChannels.includes(channel))
    return { reason: "needs-personal-channel" };
  const refused = preferences.some(
    (each) =>
      each.about === "topic" &&
      each.stance === "refuse" &&
      isValidOn(each, view.validOn) &&
      (each.topic === item.key || each.topic === item.area),
  );
  if (refused) return { reason: "topic-refused" };
  const earlier = history.filter(({ attribute }) => attribute === item.key);
  if (earlier.filter(({ outcome }) => outcome === "declined").length >= 2) return { reason: "declined" };
  const until = earlier.reduce(
    (latest, { askedAt, outcome }) => Math.max(latest, Date.parse(askedAt) + cooldownDays[outcome] * DAY),
    Number.NEGATIVE_INFINITY,
  );
  if (until > Date.parse(view.asOf))
    return {
      reason: earlier.some(({ outcome }) => outcome === "declined") ? "declined" : "cooldown",
      until: new Date(until).toISOString(),
    };
  return undefined;
}

function propose(
  item: KnowledgeItem,
  history: readonly AskedQuestion[],
  options: NextQuestionsOptions,
): ProposedQuestion {
  const { weight, certainty, key, label } = item;
  const count = (outcome: AskedQuestion["outcome"]): number =>
    history.filter((asked) => asked.outcome === outcome).length;
  const [answered, declined] = [count("answered"), count("declined")];
  const answerProbability =
    (RATE_STRENGTH * usualAnswers[item.sensitivity] + answered) / (RATE_STRENGTH + answered + declined);
  const opened = openedBy(item, options);
  const timeliness = opened === undefined ? 1 : 2;
  const language = languageOf(item, options.languages ?? ["en"]) ?? "";
  const state = certainty === 0 ? "nothing is known" : `it is known with certainty ${certainty.toFixed(2)}`;
  return Object.freeze({
    key,
    text: item.questions[language] ?? "",
    language,
    gain: weight * (1 - certainty) * answerProbability * timeliness,
    weight,
    certainty,
    answerProbability,
    timeliness,
    because: `${label[0]!.toUpperCase()}${label.slice(1)}: ${state}, weight ${weight}, answered with probability ${answerProbability.toFixed(2)}${opened === undefined ? "" : `, and ${opened}`}.`,
  });
}

/** What makes the question timely. */
function openedBy(
  { area, key }: KnowledgeItem,
  { wishToBuy = false, decision }: NextQuestionsOptions,
): string | undefined {
  if (area === "project" && wishToBuy) return "a wish to buy was seen";
  if (key === "interest.category" && decision !== undefined && decision.decision !== "no-answer")
    return `an offer was just ${decision.decision}`;
  return undefined;
}

function languageOf({ questions }: KnowledgeItem, languages: readonly string[]): string | undefined {
  for (const wanted of languages) {
    if (Object.hasOwn(questions, wanted)) return wanted;
    const base = wanted.split("-")[0]!;
    if (base !== wanted && Object.hasOwn(questions, base)) return base;
  }
  return undefined;
}
