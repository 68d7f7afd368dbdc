import type { ReminderDecision } from "../../model/index.ts";
import type { ReminderMessages } from "./english.ts";
import { type MessageValue, type Said, type Spoken, speak } from "./wording.ts";

/**
 * The messages of a language: those of the built-in rules, or some of them, and any of one's own. What it does not have is
 * said as the decision says it.
 */
export type MessageCatalogue = Partial<ReminderMessages> & {
  readonly [key: string]: ((params: never) => Said) | undefined;
};

/**
 * Says a decision in a language: message and question from its wording. A decision without a wording, or one whose words
 * the language does not have, is said as it stands.
 *
 * @example
 * ```ts
 * import { sayDecision, traditionalChinese } from "clientele/reminders";
 *
 * const decision = {
 *   message: "100 points of Mei Lin expire on 2026-12-25.",
 *   wording: { key: "points-expiring", params: { name: "林美", points: "100", on: "2026-12-25" } },
 * };
 * sayDecision(decision, traditionalChinese).message; // => "林美還有 100 點將於2026年12月25日到期。"
 * sayDecision({ message: "Hello." }, traditionalChinese).message; // => "Hello."
 * ```
 */
export function sayDecision(
  decision: Pick<ReminderDecision, "message" | "question" | "wording">,
  messages: MessageCatalogue | ReminderMessages,
): Spoken {
  const { message, question, wording } = decision;
  const own = wording !== undefined && Object.hasOwn(messages, wording.key) ? wording.key : undefined;
  const say =
    own === undefined
      ? undefined
      : ((messages as Record<string, unknown>)[own] as
          | ((params: Readonly<Record<string, MessageValue>>) => Said)
          | undefined);
  if (say === undefined || wording === undefined)
    return Object.freeze({ message, ...(question === undefined ? {} : { question }) });
  return Object.freeze(speak(say(wording.params)));
}

/**
 * Chooses the messages in the first language that somebody reads. A language without its script is matched by its region:
 * `zh-TW`, `zh-HK` and `zh-MO` read Traditional Chinese, other `zh` Simplified; then a language without its region.
 *
 * @returns the messages, or none when no language fits: then decisions are said as they stand
 *
 * @example
 * ```ts
 * import { chooseMessages, simplifiedChinese, traditionalChinese } from "clientele/reminders";
 *
 * const languages = { "zh-Hant": traditionalChinese, "zh-Hans": simplifiedChinese };
 * chooseMessages(["zh-TW"], languages) === traditionalChinese; // => true
 * chooseMessages(["de", "zh-CN"], languages) === simplifiedChinese; // => true
 * chooseMessages(["de"], languages); // => undefined
 * ```
 */
export function chooseMessages<M>(
  languages: readonly string[],
  messages: Readonly<Record<string, M>>,
): M | undefined {
  for (const tag of languages)
    for (const one of [tag, scriptOf(tag), tag.split("-")[0]!])
      if (one !== undefined && Object.hasOwn(messages, one)) return messages[one];
  return undefined;
}

/** Chinese is written in two scripts; a region says which. */
function scriptOf(tag: string): string | undefined {
  const [language, ...rest] = tag.split("-");
  if (language?.toLowerCase() !== "zh") return undefined;
  if (rest.some((part) => part.toLowerCase() === "hant")) return "zh-Hant";
  if (rest.some((part) => part.toLowerCase() === "hans")) return "zh-Hans";
  return rest.some((part) => ["tw", "hk", "mo"].includes(part.toLowerCase())) ? "zh-Hant" : "zh-Hans";
}
