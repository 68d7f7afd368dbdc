import { cut, inSentence } from "../_sentence.ts";

/** A value in a message. */
export type MessageValue = string | number;

/** What a message function makes: a sentence, or a sentence and the question that goes with it. */
export type Said = string | readonly [message: string, question: string];

/** The values of a message, by name. */
export type Values<K extends string> = Readonly<Record<K, MessageValue>>;

/** A message and the question that goes with it. */
export interface Spoken {
  /** One sentence with the facts, at most 500 characters. */
  readonly message: string;
  /** One question that may ride on the contact, at most 500 characters. */
  readonly question?: string | undefined;
}

/** No message is longer; the decision's schema asks for it. */
const LONGEST = 500;

/** Calls a message function and keeps its texts within their bounds. */
export function speak(said: Said): Spoken {
  if (typeof said === "string") return { message: clip(said) };
  return { message: clip(said[0]), question: clip(said[1]) };
}

/** The values as they stand in a sentence: no text of theirs can burst it. */
export function shortened<P extends Readonly<Record<string, MessageValue>>>(params: P): P {
  const short: Record<string, MessageValue> = {};
  for (const [name, value] of Object.entries(params))
    short[name] = typeof value === "string" ? inSentence(value) : value;
  return short as P;
}

function clip(text: string): string {
  return text.length <= LONGEST ? text : `${cut(text, LONGEST - 1)}…`;
}
