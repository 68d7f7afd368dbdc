import type { Said, Values } from "../wording.ts";

const stages: Readonly<Record<string, string>> = {
  schooling: "school begins",
  graduation: "school or studies end",
  employment: "a new job",
  marriage: "a marriage",
  childbirth: "a child",
};

const stage = (p: Values<"name" | "event" | "on" | "who" | "expected">): string =>
  `${p.name}: ${stages[p.event] ?? p.event}${p.who === "" ? "" : ` (${p.who})`}, ${p.expected === "yes" ? `expected on ${p.on}` : p.on}.`;

/** What the rules of customer recommendation say. */
export const customerRecommend = {
  "life-stage-school": (p: Values<"name" | "event" | "on" | "who" | "expected">): Said => [
    `${stage(p)} Speak of what has to be provided for during the years of study.`,
    "How do you provide for the years at school and university?",
  ],
  "life-stage-job": (p: Values<"name" | "event" | "on" | "who" | "expected">): Said => [
    `${stage(p)} Speak of what changes with the first or a new income.`,
    "What changes for you with the new job?",
  ],
  "life-stage-marriage": (p: Values<"name" | "event" | "on" | "who" | "expected">): Said => [
    `${stage(p)} Speak of what two people need that one did not.`,
    "What do you plan together?",
  ],
  "life-stage-child": (p: Values<"name" | "event" | "on" | "who" | "expected">): Said => [
    `${stage(p)} Speak of what a family has to be sure of.`,
    "What has become important for you with the child?",
  ],
  "ask-after-purchase": (p: Values<"name" | "category" | "on">): Said => [
    `${p.name} bought ${p.category} on ${p.on}: in the same contact ask what else is of interest.`,
    `Which other kind of product interests you beside ${p.category}?`,
  ],
  "ask-after-refusal": (p: Values<"name" | "offer" | "on" | "days"> & Partial<Values<"interest">>): Said =>
    (p.interest ?? "") === ""
      ? [
          `${p.name} declined ${p.offer} on ${p.on}: ask what would be of interest instead, and do not offer it again for ${p.days} days.`,
          "Which kind of product would interest you more?",
        ]
      : [
          `${p.name} declined ${p.offer} on ${p.on} and would rather have ${p.interest}: speak of that, and do not offer the other again for ${p.days} days.`,
          `What matters to you in ${p.interest}?`,
        ],
  "points-expiring": (p: Values<"name" | "points" | "on"> & Partial<Values<"rewards">>): Said =>
    `${p.points} points of ${p.name} expire on ${p.on}.${(p.rewards ?? "") === "" ? "" : ` The balance is enough for ${p.rewards}.`}`,
  "right-expiring": (p: Values<"name" | "what" | "on" | "left">): Said =>
    `${p.name} can still use ${p.what}${p.left === "" ? "" : ` (${p.left} left)`}; it is gone on ${p.on}.`,
  "contract-notice": (p: Values<"name" | "contract" | "noticeBy" | "endsOn" | "renews">): Said => [
    `Notice for ${p.contract} of ${p.name} can be given until ${p.noticeBy}; it ends on ${p.endsOn}${p.renews === "yes" ? " or renews itself" : ""}.`,
    `How satisfied are you with ${p.contract}?`,
  ],
  "lock-in-end": (p: Values<"name" | "contract" | "endsOn" | "penalty">): Said =>
    `From ${p.endsOn} ${p.name} is free of ${p.contract}${p.penalty === "" ? "" : ` (until then: ${p.penalty})`}: others will call; talk before.`,
  renewal: (p: Values<"name" | "contract" | "endsOn">): Said => [
    `${p.contract} of ${p.name} ends on ${p.endsOn}: offer to renew it.`,
    `Shall we go on with ${p.contract}?`,
  ],
  "reward-near": (p: Values<"name" | "have" | "threshold" | "reward" | "reached">): Said =>
    p.reached === "yes"
      ? `${p.name} has reached ${p.threshold} (${p.have})${p.reward === "" ? "" : `: ${p.reward}`}; the reward is to be given.`
      : `${p.name} has ${p.have} of ${p.threshold}${p.reward === "" ? "" : ` for ${p.reward}`}.`,
  "drip-question": (p: Values<"name" | "topic" | "question">): Said => [
    `At the next contact, ask ${p.name}: ${p.topic}.`,
    `${p.question}`,
  ],
  "verify-facts": (p: Values<"name" | "count" | "first" | "freshness">): Said => [
    `At the next contact, check what is known of ${p.name}: ${p.first} (worth ${p.freshness} % of what it was)${Number(p.count) > 1 ? ` and ${Number(p.count) - 1} more` : ""}.`,
    `Is what we have on record still right: ${p.first}?`,
  ],
  "delete-facts": (p: Values<"name" | "count" | "first">): Said =>
    `What is known of ${p.name} is out of date and was never confirmed: ${p.first}${Number(p.count) > 1 ? ` and ${Number(p.count) - 1} more` : ""}. Confirm or delete it.`,
  "ask-preferences": (p: Values<"name" | "channel"> & Partial<Values<"before" | "after">>): Said => [
    (p.after ?? "") !== ""
      ? `${p.name} answers ${p.after} % of what reaches it, before ${p.before} %${p.channel === "" ? "" : ` (mostly by ${p.channel} so far)`}: ask how it wishes to be contacted.`
      : `It is not known how ${p.name} wishes to be contacted${p.channel === "" ? "" : ` (mostly by ${p.channel} so far)`}: ask.`,
    "How would you like to hear from us, and how often?",
  ],
  "break-point": (p: Values<"name" | "topic" | "state" | "next" | "on">): Said =>
    `Go on with ${p.name} where it stopped on ${p.on}: ${p.topic}, ${p.state}; next: ${p.next}.`,
  "promise-due": (p: Values<"name" | "what" | "dueOn" | "promisedOn">): Said =>
    `Promised to ${p.name} on ${p.promisedOn} for ${p.dueOn}: ${p.what}.`,
  "three-contacts": (p: Values<"name" | "known" | "wanted">): Said => [
    `Record at least ${p.wanted} contacts at ${p.name}: ${p.known} ${p.known === 1 ? "is" : "are"} known.`,
    "Who else with you should we know?",
  ],
  "win-back": (p: Values<"name" | "on" | "days" | "reason" | "to">): Said => [
    `${p.name} was lost on ${p.on}, ${p.days} days ago${p.reason === "" ? "" : ` (${p.reason})`}${p.to === "" ? "" : `, to ${p.to}`}: say what has changed since.`,
    "What would have to be different for you to come back?",
  ],
  "reduce-contact": (p: Values<"name" | "amount" | "reasons">): Said =>
    `${p.name} brings ${p.amount} (${p.reasons}): stop promotional mail and spend the money on better customers.`,
  "influence-move": (p: Values<"name" | "state" | "action" | "gain" | "rank">): Said =>
    `${p.action} would gain about ${p.gain} on ${p.name}, now ${p.state} (rank ${p.rank} of those worth it).`,
  "document-expiry": (p: Values<"name" | "what" | "on">): Said => [
    `${p.what} of ${p.name} runs out on ${p.on}: help to renew it.`,
    `May we help you to renew ${p.what}?`,
  ],
  "tier-ending": (p: Values<"name" | "tier" | "programme" | "on">): Said =>
    `${p.name} keeps ${p.tier} of ${p.programme} until ${p.on}: say what it takes to keep it.`,
  "re-permission": (p: Values<"name" | "channels" | "since" | "lapsesOn">): Said => [
    `${p.name} allowed us on ${p.since} to write or call (${p.channels}); that is too old from ${p.lapsesOn}: ask whether it still holds.`,
    "May we go on writing to you?",
  ],
  "address-repair": (p: Values<"name" | "kind" | "on">): Said => [
    `The ${p.kind} of ${p.name} does not work, found on ${p.on}, and no other is known: ask for it in another way.`,
    "How can we reach you?",
  ],
  sunset: (p: Values<"name" | "touches" | "days">): Said => [
    `${p.name} got ${p.touches} contacts in ${p.days} days and answered none: promotion stops; ask once whether it is still wanted.`,
    "Would you still like to hear from us?",
  ],
};
