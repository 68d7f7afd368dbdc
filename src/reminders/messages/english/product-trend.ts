import type { Said, Values } from "../wording.ts";

const patterns: Readonly<Record<string, string>> = {
  growing: "grow",
  declining: "decline",
  volatile: "go up and down strongly",
  "wearing-out": "are wearing out",
};

/** What the rules of product trend say. */
export const productTrend = {
  "order-rate": (p: Values<"name" | "before" | "after" | "unit" | "since" | "p">): Said =>
    `${p.name} orders ${p.after} times a ${p.unit} instead of ${p.before}, since ${p.since} (p ${p.p}).`,
  "order-amount": (p: Values<"name" | "before" | "after" | "since" | "p">): Said =>
    `An order of ${p.name} is usually ${p.after} instead of ${p.before}, since ${p.since} (p ${p.p}).`,
  "range-shift": (p: Values<"name" | "value" | "before" | "after" | "since">): Said =>
    `What ${p.name} buys has changed since ${p.since}: ${p.value} ${p.after} % instead of ${p.before} %.`,
  "long-silence": (p: Values<"name" | "days" | "since" | "percent" | "gaps" | "usual">): Said => [
    `${p.name} has been silent for ${p.days} days, since ${p.since}: ${p.percent} % of ${p.gaps} earlier gaps were at most ${p.usual} days.`,
    "Is there anything we can do for you?",
  ],
  "overdue-order": (p: Values<"name" | "days" | "usual" | "p">): Said => [
    `${p.name} has not ordered for ${p.days} days, usually every ${p.usual}: so long a silence is as rare as p ${p.p}.`,
    "Is there anything we can do for you?",
  ],
  "segment-shift": (p: Values<"name" | "from" | "to" | "since">): Said => [
    `${p.name} fell from ${p.from} to ${p.to} since ${p.since}: find out why.`,
    "Has anything about our products or service changed for you?",
  ],
  "rfm-shift": (p: Values<"name" | "parts" | "before" | "after" | "since" | "p">): Said =>
    `${p.name}: ${p.parts} moved from ${p.before} to ${p.after} since ${p.since} (p ${p.p}).`,
  "fading-buyer": (p: Values<"name" | "days" | "frequency" | "recencyBefore" | "recency">): Said => [
    `${p.name} bought often (frequency ${p.frequency}) and is fading: recency ${p.recency} after ${p.recencyBefore}, ${p.days} days without an order.`,
    "What has changed for you?",
  ],
  "purchase-pattern": (p: Values<"name" | "pattern" | "periods" | "since">): Said =>
    `The purchases of ${p.name} ${patterns[p.pattern] ?? p.pattern}, over ${p.periods} periods since ${p.since}.`,
  "campaign-response": (p: Values<"name" | "campaigns" | "percent" | "usual" | "touches">): Said =>
    `${p.name} answers ${p.percent} % of ${p.touches} contacts of ${p.campaigns}; ${p.usual} % is usual.`,
  "complaint-alert": (p: Values<"name" | "about" | "on" | "count" | "centre" | "limit">): Said =>
    `${p.count} complaints about ${p.about} on ${p.on}; ${p.centre} a day are usual and ${p.limit} the limit: find the cause (${p.name}).`,
};
