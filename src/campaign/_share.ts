import type { Count } from "./_tally-contacts.ts";

/** A share as evidence and payloads say it. */
export const share = (value: number): number => Math.round(value * 1e4) / 1e4;

/** The share of contacts that was answered. */
export const observed = ({ contacts, responses }: Pick<Count, "contacts" | "responses">): number =>
  contacts === 0 ? 0 : responses / contacts;
