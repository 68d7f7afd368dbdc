import type { Said, Values } from "../wording.ts";

const wishes: Readonly<Record<string, string>> = { asked: "asked to hear of", looked: "looked at" };

/** What the rules of product recommendation say. */
export const productRecommend = {
  "associated-product": (p: Values<"name" | "product" | "because" | "both" | "having">): Said => [
    `Recommend ${p.product} to ${p.name}, who has ${p.because}: of ${p.having} who have it, ${p.both} have both.`,
    `Have you thought of ${p.product}?`,
  ],
  "new-product": (p: Values<"name" | "product" | "matched">): Said => [
    `${p.product} is new and may suit ${p.name}: ${p.matched}.`,
    `Would you like to try ${p.product}?`,
  ],
  "reason-for-use": (p: Values<"name" | "product" | "on">): Said => [
    `At the next contact, find out what ${p.name} uses ${p.product} for (in use since ${p.on}).`,
    `What do you use ${p.product} for, and in what circumstances?`,
  ],
  "narrow-range": (p: Values<"name" | "categories" | "amount">): Said => [
    `${p.name} bought for ${p.amount} in ${p.categories} ${p.categories === 1 ? "category" : "categories"} only: propose a trial of another.`,
    "Which of our other products would interest you?",
  ],
  "wallet-gap": (p: Values<"name" | "percent" | "gap">): Said => [
    `Only ${p.percent} % of what ${p.name} spends comes to us; ${p.gap} goes to others.`,
    "What do you buy elsewhere that you could have from us?",
  ],
  bundle: (p: Values<"name" | "has" | "lacks" | "saving">): Said =>
    `${p.name} has ${p.has}; together with ${p.lacks} it is a bundle that saves ${p.saving}.`,
  "role-pitch": (
    p: Values<"name" | "person" | "role" | "concern" | "project"> & Partial<Values<"product">>,
  ): Said => [
    `${p.project === "" ? `${p.product} for ${p.name}` : `${p.project} of ${p.name}`}: ${p.person} (${p.role}) judges by ${p.concern}. Speak of that.`,
    `How important is ${p.concern} to you?`,
  ],
  "inbound-offer": (p: Values<"name" | "on" | "channel" | "product">): Said => [
    `${p.name} came to us on ${p.on} by ${p.channel} and no offer was made: ${p.product} would fit.`,
    `May I tell you about ${p.product}?`,
  ],
  "purchasing-schedule": (p: Values<"name" | "project" | "what" | "on" | "days" | "budget">): Said =>
    `${p.project} of ${p.name}: ${p.what} on ${p.on}, in ${p.days} ${p.days === 1 ? "day" : "days"}${p.budget === "" ? "" : ` (budget ${p.budget})`}.`,
  "competitor-opening": (p: Values<"name" | "what" | "grade" | "on">): Said => [
    `${p.name} gives ${p.what} of a competitor ${p.grade} of 5 (${p.on}): an opening for us.`,
    `What would have to be better than with ${p.what}?`,
  ],
  replenishment: (p: Values<"name" | "product" | "gap" | "last">): Said =>
    `${p.name} may need ${p.product} again: bought every ${p.gap} days or so, last on ${p.last}.`,
  "runs-out": (p: Values<"name" | "product" | "last" | "from" | "to">): Said =>
    `${p.product} of ${p.name}, last bought on ${p.last}, will run out between ${p.from} and ${p.to}.`,
  "abandoned-interest": (p: Values<"name" | "what" | "on" | "kind">): Said => [
    `${p.name} ${p.kind === "basket" ? "left in the basket" : "looked again and again at"}: ${p.what} (last on ${p.on}), and has not bought since.`,
    `Is there anything you would like to know about ${p.what}?`,
  ],
  "competitor-contract-end": (p: Values<"name" | "competitor" | "on">): Said => [
    `From ${p.on} ${p.name} is free of ${p.competitor}, a competitor: make an offer in time.`,
    "What do you look for in the next contract?",
  ],
  "competitor-ageing": (p: Values<"name" | "product" | "competitor" | "months" | "on">): Said => [
    `${p.product} of ${p.competitor} has been in use at ${p.name} for ${p.months} months, since ${p.on}: propose ours in its place.`,
    `Does ${p.product} still do what you need?`,
  ],
  "competitor-representative": (p: Values<"name" | "person" | "competitor" | "change" | "on">): Said => [
    `${p.person} ${p.change === "came" ? "sells for" : "no longer sells for"} ${p.competitor} at ${p.name}, since ${p.on}: an opening for us.`,
    "How well do you feel looked after at present?",
  ],
  "price-drop": (p: Values<"name" | "product" | "price" | "before" | "on" | "wish">): Said =>
    `${p.product}, which ${p.name} ${wishes[p.wish] ?? wishes["looked"]}, costs ${p.price} instead of ${p.before} since ${p.on}.`,
  "back-in-stock": (p: Values<"name" | "product" | "on" | "wish">): Said =>
    `${p.product}, which ${p.name} ${wishes[p.wish] ?? wishes["looked"]}, is in stock again since ${p.on}.`,
};
