import { ordinal } from "../../_ordinal.ts";
import type { Said, Values } from "../wording.ts";

const anniversaries: Readonly<Record<string, string>> = {
  wedding: "Wedding day",
  founding: "Founding day",
  graduation: "Day of graduation",
  hiring: "Day of hiring",
  purchase: "Day of the first purchase",
};

const events: Readonly<Record<string, string>> = {
  promotion: "a promotion",
  award: "an award",
  relocation: "a move",
  retirement: "retirement",
  illness: "an illness",
  bereavement: "a bereavement",
};

const chainChanges: Readonly<Record<string, string>> = {
  begun: "is so since",
  ended: "is so no longer, since",
  closed: "has closed, on",
};

const beginnings: Readonly<Record<string, string>> = {
  address: "an address or a number that works",
  preferences: "how and how often to be in touch",
  talk: "a first talk",
};

const count = (number: unknown, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** What the rules of customer care say. */
export const customerCare = {
  birthday: (p: Values<"name" | "on" | "calendar" | "day" | "turns" | "verified">): Said => {
    const lunar = p.calendar === "chinese";
    const age = p.turns === "" ? "age unknown" : `turns ${p.turns}`;
    const details = [lunar ? `lunar ${p.day}` : "", age, p.verified === "yes" ? "" : "date not verified"];
    return `${lunar ? "Lunar birthday" : "Birthday"} of ${p.name} on ${p.on} (${details.filter(Boolean).join(", ")}).`;
  },
  "birthday-ahead": (p: Values<"name" | "on" | "days" | "turns">): Said =>
    `${p.name} has a birthday on ${p.on}, in ${p.days} days${p.turns === "" ? "" : ` (turns ${p.turns})`}: prepare a word or a present.`,
  "family-dates": (p: Values<"name" | "on" | "people" | "count">): Said =>
    `Days in the family of ${p.name} on ${p.on}: ${p.people}.`,
  "special-event": (p: Values<"name" | "on" | "event">): Said =>
    `${p.name}: ${events[p.event] ?? p.event}, ${p.on}. Say something fitting in person.`,
  "disaster-care": (p: Values<"name" | "event" | "on" | "place">): Said => [
    `${p.event} (since ${p.on}) has struck ${p.place}, where ${p.name} is: ask how they are and help; sell nothing.`,
    "Are you and your people well, and what can we do?",
  ],
  anniversary: (p: Values<"name" | "on" | "kind" | "label" | "years">): Said =>
    `${p.kind === "other" ? p.label : (anniversaries[p.kind] ?? p.kind)} of ${p.name} on ${p.on}${p.years === "" ? "" : ` (${count(p.years, "year")})`}.`,
  "memorial-day": (p: Values<"name" | "on">): Said =>
    `Memorial day of ${p.name} on ${p.on}: a quiet word or none, and no offer on this day.`,
  "customer-anniversary": (p: Values<"name" | "since" | "years">): Said =>
    `${p.name} has been a customer for ${count(p.years, "year")}, since ${p.since}: say thank you.`,
  "holiday-ahead": (p: Values<"name" | "place" | "from" | "to">): Said => [
    `${p.name} goes to ${p.place} on ${p.from}: wish a good journey and settle what cannot wait.`,
    "Is there anything we should settle before you leave?",
  ],
  "holiday-return": (p: Values<"name" | "place" | "to">): Said => [
    `${p.name} is back from ${p.place} since ${p.to}.`,
    `How was ${p.place}?`,
  ],
  "goals-review": (p: Values<"name" | "goal" | "moment">): Said => [
    `${p.name} set out to reach this year: ${p.goal}. ${p.moment === "mid-year" ? "Half of the year is over" : "The year is ending"}: ask how it stands.`,
    "How far have you come with what you set out to reach this year, and what can we do for it?",
  ],
  "regular-contact": (p: Values<"name" | "on" | "days" | "class" | "talked">): Said =>
    `Talk to ${p.name}: ${p.talked === "yes" ? "the last talk was on" : "no talk is known since"} ${p.on}, and ${p.days} days is the longest silence (${p.class === "" ? "class not known" : `class ${p.class}`}).`,
  "contact-soon": (p: Values<"name" | "on" | "days" | "left">): Said =>
    `The last talk with ${p.name} was on ${p.on}; the next is wanted within ${p.left} days (at the latest every ${p.days} days).`,
  "annual-meeting": (p: Values<"name" | "last" | "on" | "class">): Said => [
    `Plan this year's meeting with ${p.name} (class ${p.class}) for about ${p.on}${p.last === "" ? ": none is on record" : `; the last was on ${p.last}`}.`,
    "What should our yearly meeting be about?",
  ],
  "executive-visit": (p: Values<"name" | "class" | "visits" | "days">): Said =>
    `${p.name} (class ${p.class}) had ${count(p.visits, "visit")} of an executive in ${p.days} days: plan one for this quarter.`,
  "peer-contact": (p: Values<"name" | "person" | "title" | "staff" | "days">): Said =>
    `No equal of ours has talked to ${p.person}${p.title === "" ? "" : ` (${p.title})`} of ${p.name} for ${p.days} days${p.staff === "" ? ": choose one" : `; fitting is ${p.staff}`}.`,
  "top-customer-visit": (p: Values<"name" | "amount" | "year" | "orders">): Said => [
    `${p.name} is among our best customers (${p.amount}); ${count(p.orders, "purchase")} so far in ${p.year}: visit before others do.`,
    "What do you plan for this year?",
  ],
  "personal-message": (p: Values<"name" | "invoice" | "on">): Said =>
    `Invoice ${p.invoice} to ${p.name} is made out on ${p.on}: add a personal line.`,
  "ask-advice": (p: Values<"name" | "year">): Said => [
    `Ask ${p.name}, one of our best customers, for advice in ${p.year}, and invite them to the panel.`,
    "What should we do better or otherwise, and would you discuss it with us?",
  ],
  "suggestion-follow-up": (p: Values<"name" | "on" | "about">): Said =>
    `${p.name} made a suggestion on ${p.on} (${p.about}): tell what has become of it.`,
  "club-event": (p: Values<"name" | "what" | "on">): Said =>
    `For members: ${p.what} from ${p.on}. ${p.name} is to hear of it first.`,
  appointment: (p: Values<"name" | "what" | "on" | "place">): Said =>
    `${p.name} is expected at ${p.what} on ${p.on}${p.place === "" ? "" : `, ${p.place}`}: confirm.`,
  "appointment-thanks": (p: Values<"name" | "what" | "on">): Said =>
    `${p.name} was at ${p.what} on ${p.on}: say thank you.`,
  welcome: (p: Values<"name" | "since">): Said => [
    `${p.name} is a customer since ${p.since}: welcome them and say who looks after them.`,
    "What made you choose us?",
  ],
  "invoice-due": (p: Values<"name" | "invoice" | "amount" | "dueOn" | "late">): Said =>
    `Invoice ${p.invoice} to ${p.name} over ${p.amount} ${p.late === "yes" ? "was" : "is"} due on ${p.dueOn}${p.late === "yes" ? " and is not paid" : ""}.`,
  "nth-purchase": (p: Values<"name" | "number" | "on">): Said =>
    `${p.name} bought for the ${ordinal(p.number)} time on ${p.on}: say thank you.`,
  "mystery-calls": (p: Values<"name" | "quarter" | "scenarios" | "done">): Said =>
    `${p.quarter}: call our own contact centre and a competitor's as a customer would, ${p.scenarios} scenes each (${p.done} played so far).`,
  "voice-system-test": (p: Values<"name" | "month">): Said =>
    `${p.month}: call our own voice system and see whether a customer gets through.`,
  "form-shortening": (p: Values<"name" | "half" | "steps">): Said =>
    `${p.half}: follow a form through the house and leave out what is not needed${p.steps === "" ? "" : ` (${p.steps} steps traced that are not marked as necessary)`}.`,
  "prefilled-forms": (p: Values<"name" | "half">): Said =>
    `${p.half}: see that no form asks customers for what we know already.`,
  "family-dates-ahead": (p: Values<"name" | "on" | "days" | "people">): Said =>
    `Days in the family of ${p.name} on ${p.on}, in ${p.days} days: ${p.people}. Prepare a word or a present.`,
  "anniversary-ahead": (p: Values<"name" | "on" | "days" | "kind" | "label" | "years">): Said =>
    `${p.kind === "other" ? p.label : (anniversaries[p.kind] ?? p.kind)} of ${p.name} on ${p.on}, in ${p.days} days${p.years === "" ? "" : ` (${count(p.years, "year")})`}: prepare a word or a present.`,
  "supply-chain-care": (
    p: Values<"name" | "event" | "on" | "place" | "partner" | "role" | "count">,
  ): Said => [
    `${p.event} (since ${p.on}) has struck ${p.place}, where ${p.partner} is, a ${p.role} of ${p.name}${Number(p.count) > 1 ? `, and ${Number(p.count) - 1} more of the chain` : ""}: ask what it means for them and help; sell nothing.`,
    "Does it touch what you are supplied with or what you sell, and what can we do?",
  ],
  "supply-chain-change": (p: Values<"name" | "change" | "on" | "partner" | "role">): Said => [
    `${p.partner}, a ${p.role} of ${p.name}, ${chainChanges[p.change] ?? p.change} ${p.on}: ask what it changes for them.`,
    "What does the change mean for your plans with us?",
  ],
  "payment-failed": (p: Values<"name" | "invoice" | "amount" | "on">): Said => [
    `The payment of invoice ${p.invoice} of ${p.name} over ${p.amount} did not go through on ${p.on}: ask for another way.`,
    "In which other way would you like to pay?",
  ],
  onboarding: (p: Values<"name" | "since" | "days" | "missing">): Said => [
    `${p.name} is a customer since ${p.since}, for ${p.days} days, and this is still missing: ${String(
      p.missing,
    )
      .split(", ")
      .map((part) => beginnings[part] ?? part)
      .join(", ")}.`,
    "Do you have all that you need of us, and how would you like to hear from us?",
  ],
  "recommendation-question": (p: Values<"name" | "last" | "on">): Said => [
    `Ask ${p.name} how likely they are to recommend us${p.last === "" ? "" : ` (${p.last} of 10 on ${p.on})`}.`,
    "How likely are you, from 0 to 10, to recommend us to somebody you know?",
  ],
  "detractor-follow-up": (p: Values<"name" | "grade" | "on">): Said => [
    `${p.name} would hardly recommend us (${p.grade} of 10 on ${p.on}): talk, and find out why.`,
    "What is the one thing that we should do better?",
  ],
  "referral-request": (p: Values<"name" | "grade" | "on">): Said => [
    `${p.name} would recommend us (${p.grade} of 10 on ${p.on}): ask to whom.`,
    "Do you know somebody to whom we could be useful too?",
  ],
  "referral-thanks": (p: Values<"name" | "on">): Said =>
    `${p.name} brought us another customer on ${p.on}: say thank you.`,
};
