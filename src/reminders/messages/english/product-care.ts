import type { Said, Values } from "../wording.ts";

/** What the rules of product care say. */
export const productCare = {
  "installation-check": (p: Values<"product" | "name" | "on">): Said => [
    `Installation check of ${p.product} with ${p.name}, installed on ${p.on}.`,
    `Did the installation of ${p.product} and its first use go well, and do you know how to reach our service?`,
  ],
  "first-use-check": (p: Values<"product" | "name" | "on" | "days">): Said => [
    `${p.name} has had ${p.product} for ${p.days} days, since ${p.on}: ask how the first use goes.`,
    `How do you get on with ${p.product}; is there anything that is not clear yet?`,
  ],
  "service-notice": (p: Values<"category" | "name" | "on" | "warranty">): Said => [
    `${p.name} bought ${p.category} for the first time on ${p.on}: say how our service is reached${p.warranty === "" ? "" : `; the warranty lasts until ${p.warranty}`}.`,
    "Do you know how to reach our service?",
  ],
  "maintenance-due": (p: Values<"product" | "name" | "dueOn" | "months" | "last" | "event">): Said =>
    `Service of ${p.product} of ${p.name} is due on ${p.dueOn} (every ${p.months} months, ${p.event === "serviced" ? "last serviced" : "installed"} on ${p.last}).`,
  "maintenance-overdue": (p: Values<"product" | "name" | "dueOn" | "days">): Said => [
    `Service of ${p.product} of ${p.name} was due on ${p.dueOn} and has not been done for ${p.days} days: call and agree on a day.`,
    "Which day would suit you for the service?",
  ],
  "service-feedback": (p: Values<"product" | "name" | "on">): Said => [
    `${p.product} of ${p.name} was serviced on ${p.on}: ask how it was done and what came of it.`,
    `How satisfied are you with the service of ${p.product}: the appointment, the work, the people?`,
  ],
  "activity-feedback": (p: Values<"activity" | "name" | "on" | "aspects">): Said => [
    `${p.name} took part in ${p.activity} on ${p.on}: ask how it was${p.aspects === "" ? "" : ` (${p.aspects})`}.`,
    `How did you like ${p.activity}${p.aspects === "" ? "" : `: ${p.aspects}`}?`,
  ],
  "complaint-follow-up": (p: Values<"name" | "on" | "category" | "severity">): Said => [
    `${p.name} complained on ${p.on} (${p.category}, severity ${p.severity} of 5) and it is still open: answer today.`,
    "What would put it right for you?",
  ],
  "low-grade-follow-up": (p: Values<"name" | "on" | "element" | "grade" | "best">): Said => [
    `${p.name} gave ${p.grade} of ${p.best} for ${p.element} on ${p.on}: find out why, today.`,
    "What should have been otherwise?",
  ],
  "upgrade-offer": (p: Values<"product" | "name" | "successor" | "launchedOn">): Said => [
    `${p.successor} takes the place of ${p.product}, which ${p.name} has; it is sold since ${p.launchedOn}.`,
    `What would you want of a successor of ${p.product}?`,
  ],
  "ageing-product": (p: Values<"product" | "name" | "on" | "months">): Said => [
    `${p.product} of ${p.name} has been in use for ${p.months} months, since ${p.on}: offer a check, a repair or an upgrade.`,
    `Does ${p.product} still do what you need?`,
  ],
  "failing-product": (p: Values<"product" | "name" | "count" | "days" | "since">): Said => [
    `${p.name} complained ${p.count} times within ${p.days} days about ${p.product}, in use since ${p.since}: offer a repair or another one.`,
    `Would you rather have ${p.product} repaired or another one?`,
  ],
  "advance-notice": (p: Values<"product" | "name" | "on">): Said =>
    `${p.product}, which ${p.name} has, is no longer sold from ${p.on}: say so in advance, with what follows it.`,
  "complaint-recovery": (p: Values<"name" | "count" | "days" | "class" | "open">): Said => [
    `${p.name} (class ${p.class}) complained ${p.count} times within ${p.days} days: send a senior person and check the open orders (open projects: ${p.open}).`,
    "What do we have to change so that you need not complain again?",
  ],
  "warranty-end": (p: Values<"product" | "name" | "on">): Said => [
    `The warranty of ${p.product} of ${p.name} ends on ${p.on}: whatever is faulty should be reported before.`,
    `Is there anything about ${p.product} that should be seen to while the warranty lasts?`,
  ],
  "product-recall": (p: Values<"product" | "name" | "what">): Said =>
    `Recall of ${p.product}, which ${p.name} has: ${p.what}`,
  "review-request": (p: Values<"product" | "name" | "on">): Said => [
    `${p.name} bought ${p.product} on ${p.on}: ask for a review.`,
    `Would you tell others how you find ${p.product}?`,
  ],
  "meter-service-due": (
    p: Values<"product" | "name" | "every" | "unit" | "dueOn" | "reached" | "reading" | "on">,
  ): Said =>
    `Service of ${p.product} of ${p.name} is due every ${p.every} ${p.unit}: ${p.reached === "yes" ? "reached on" : "expected on"} ${p.dueOn} (${p.reading} ${p.unit} on ${p.on}).`,
  "meter-service-overdue": (p: Values<"product" | "name" | "every" | "unit" | "dueOn" | "days">): Said => [
    `${p.product} of ${p.name} wanted service on ${p.dueOn} by its use (every ${p.every} ${p.unit}) and has not had it for ${p.days} days: call and agree on a day.`,
    "Which day would suit you for the service?",
  ],
  "price-notice": (p: Values<"product" | "name" | "on" | "price" | "before" | "what">): Said =>
    `${p.product}, which ${p.name} has or buys, has another price from ${p.on}${p.price === "" ? "" : `: ${p.price}`}${p.before === "" ? "" : ` instead of ${p.before}`}.${p.what === "" ? "" : ` ${p.what}`}`,
  "outage-notice": (p: Values<"product" | "name" | "kind" | "on" | "until" | "what">): Said =>
    `${p.product}, which ${p.name} has, ${p.kind === "end-of-support" ? "is no longer supported" : "is not available"} from ${p.on}${p.until === "" ? "" : ` until ${p.until}`}.${p.what === "" ? "" : ` ${p.what}`}`,
};
