import type { ReminderEvent } from "../model/index.ts";

/** As long as an id may be. */
const LONGEST = 200;

/**
 * The id of an event that this room writes itself: the same for the same event, so that writing it again does
 * nothing. A text that is too long keeps its beginning, and its whole in a hash.
 */
export function eventId({
  decisionId,
  kind,
  at,
  outcome,
}: Pick<ReminderEvent, "decisionId" | "kind" | "at" | "outcome">): string {
  const text = `${outcome ?? kind}@${at}|${decisionId}`;
  return text.length <= LONGEST ? text : `${cut(text)}#${hash(text, 0x811c9dc5)}${hash(text, 0x9747b28c)}`;
}

/** By code points, so that no half of a pair is left; each is two units at most. */
const cut = (text: string): string => [...text].slice(0, (LONGEST - 20) / 2).join("");

/** FNV-1a over UTF-16 units, as eight hexadecimal digits. */
function hash(text: string, seed: number): string {
  let state = seed;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return state.toString(16).padStart(8, "0");
}
