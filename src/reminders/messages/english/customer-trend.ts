import type { Said, Values } from "../wording.ts";

const mixes: Readonly<Record<string, string>> = {
  place: "Where",
  channel: "By which channel",
  "time-of-day": "At which time of day",
  weekday: "On which days of the week",
};

const measures: Readonly<Record<string, string>> = {
  revenue: "Revenue",
  profit: "Profit",
  "lifetime-value": "Lifetime value",
  tier: "Tier",
  retention: "Retention",
  "share-of-wallet": "Share of wallet",
};

const moved = (p: Values<"value" | "before" | "after" | "since">): string =>
  `${p.value} ${p.after} % instead of ${p.before} %, since ${p.since}`;

/** What the rules of customer trend say. */
export const customerTrend = {
  "place-shift": (p: Values<"name" | "of" | "value" | "before" | "after" | "since">): Said =>
    `${mixes[p.of] ?? p.of} ${p.name} buys has changed: ${moved(p)}.`,
  "time-shift": (p: Values<"name" | "of" | "value" | "before" | "after" | "since">): Said =>
    `${mixes[p.of] ?? p.of} ${p.name} buys has changed: ${moved(p)}.`,
  "enquiry-shift": (p: Values<"name" | "value" | "before" | "after" | "since">): Said => [
    `What ${p.name} asks about has changed: ${moved(p)}.`,
    "What is on your mind at present?",
  ],
  "interest-shift": (p: Values<"name" | "from" | "to" | "before" | "after" | "since">): Said => [
    `${p.name} looks at ${p.to} (${p.after} %, before ${p.before} %) rather than ${p.from}, since ${p.since}: recommend accordingly.`,
    `What interests you about ${p.to}?`,
  ],
  "value-change": (p: Values<"name" | "measure" | "before" | "after" | "since">): Said =>
    `${measures[p.measure] ?? p.measure} of ${p.name}: ${p.after} instead of ${p.before}, since ${p.since}.`,
  "class-change": (p: Values<"name" | "from" | "to" | "amount">): Said =>
    `${p.name} moved from class ${p.from} to class ${p.to} (${p.amount}).`,
  "tier-moved": (
    p: Values<"name" | "direction" | "from" | "to" | "periodFrom" | "periodTo" | "down">,
  ): Said =>
    p.to === "inactive"
      ? `${p.name}, in ${p.from} before, bought nothing between ${p.periodFrom} and ${p.periodTo}.`
      : `${p.name} moved ${p.direction} from ${p.from} to ${p.to} between ${p.periodFrom} and ${p.periodTo}${p.down === "" ? "" : `; of the customers in ${p.to}, ${p.down} % move down within a period`}.`,
  "move-predicted": (p: Values<"name" | "state" | "direction" | "percent" | "on">): Said => [
    `${p.name}, in ${p.state} on ${p.on}: of the customers there ${p.percent} % move ${p.direction} within a period.`,
    "How do you see our working together in the coming year?",
  ],
  "channel-habit": (p: Values<"name" | "channel" | "time" | "percent" | "usual">): Said =>
    `${p.name} answers best by ${p.channel}${p.time === "" ? "" : `, ${p.time}`}: ${p.percent} % instead of ${p.usual} %.`,
  "contact-pressure": (p: Values<"name" | "touches" | "days" | "responses" | "class">): Said =>
    p.class === "saturated"
      ? `${p.name} got ${p.touches} contacts in ${p.days} days and answered ${p.responses}: write less.`
      : `${p.name} got ${p.touches} contacts in ${p.days} days and answered ${p.responses}: there is room for more.`,
  "yearly-gold": (p: Values<"name" | "amount" | "half">): Said =>
    `${p.half}: ${p.name} is among the best customers (${p.amount}); confirm owner and plan.`,
  "yearly-drag": (p: Values<"name" | "amount" | "reasons" | "half">): Said =>
    `${p.half}: ${p.name} is among the least valuable (${p.amount}; ${p.reasons}); decide whether to go on as before.`,
  "retention-drift": (p: Values<"name" | "measure" | "before" | "after" | "periodFrom" | "periodTo">): Said =>
    `${measures[p.measure] ?? p.measure} of ${p.name}: ${p.after} instead of ${p.before}, between ${p.periodFrom} and ${p.periodTo}.`,
  "lifestyle-review": (p: Values<"name" | "half" | "count" | "first">): Said => [
    `${p.half}: go through what is known of the life, tastes and needs of ${p.name} (${p.count} ${p.count === 1 ? "fact" : "facts"}, such as ${p.first}): what is new, what no longer holds?`,
    "What has changed for you of late?",
  ],
};
