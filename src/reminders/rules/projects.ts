import { addDays, type PlainDate } from "../../calendar/index.ts";
import type { BehaviourEvent, Opportunity } from "../../model/index.ts";
import { around, before, dayOf, evidence, longest, once } from "../_moments.ts";
import { cut } from "../_sentence.ts";
import { builtIn } from "../built-in-rule.ts";
import type { RuleWindow } from "../rule.ts";

export const isOpen = ({ openedOn, closedOn, stage }: Opportunity, { today }: RuleWindow): boolean =>
  openedOn <= today &&
  (closedOn === undefined || closedOn > today) &&
  !["won", "lost", "abandoned"].includes(stage);

/** Reminds the owner of what comes next in a customer's project, before each day of its timetable. */
export const purchasingSchedule = /* @__PURE__ */ builtIn({
  id: "purchasing-schedule",
  catalogue: "PR8",
  cell: "product.recommend",
  goal: "grow",
  lever: "sales",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 67,
  catchUpDays: (o) => longest(o.leadDays),
  reads: ["opportunities"],
  options: { leadDays: [30, 14, 3] as readonly number[] },
  timing: (o) => `${o.leadDays.join(", ")} days before each day in the timetable of an open project`,
  occurrences: ({ party, opportunities }, window, { o, say }) =>
    opportunities.flatMap((project) => {
      if (!isOpen(project, window)) return [];
      const { id, name, milestones = [], budget } = project;
      return milestones.flatMap(({ what, dueOn, doneOn }) =>
        doneOn !== undefined && doneOn <= window.today
          ? []
          : around(
              cut(`milestone:${id}:${dueOn}:${what}`, 300),
              dueOn,
              before(o.leadDays),
              window,
              (offset) => ({
                ...say(party, {
                  project: name,
                  what,
                  on: dueOn,
                  days: -offset,
                  budget: budget === undefined ? "" : `${budget.currency} ${budget.amount}`,
                }),
                evidence: [evidence(what.slice(0, 200), dueOn, window.today, `opportunity:${id}`)],
              }),
            ),
      );
    }),
});

/** A day after the customer has left something in the basket or looked at it again and again, asks whether to help. */
export const abandonedInterest = /* @__PURE__ */ builtIn({
  id: "abandoned-interest",
  catalogue: "P",
  cell: "product.recommend",
  goal: "grow",
  lever: "marketing",
  trigger: "record",
  purpose: "promotional",
  audience: "customer",
  priority: 65,
  catchUpDays: 3,
  exits: ["purchase"],
  cooldown: { days: 7, per: "rule" },
  reads: ["behaviour"],
  options: { delayDays: 1, looks: 3, withinDays: 7 },
  timing: (o) =>
    `${o.delayDays} day${o.delayDays === 1 ? "" : "s"} after a product was left in the basket, or looked at ${o.looks} times or more in ${o.withinDays} days; not after a purchase`,
  occurrences: ({ party, behaviour, purchases = [], products }, window, { o, say }) => {
    if (behaviour.length === 0) return [];
    const about = new Map<string, { on: PlainDate; event: BehaviourEvent }[]>();
    for (const event of behaviour) {
      const on = dayOf(event.occurredAt, window.zone);
      const key = event.productId ?? event.category;
      if (on > window.today || key === undefined || !["basket", "browse"].includes(event.kind)) continue;
      about.set(key, [...(about.get(key) ?? []), { on, event }]);
    }
    return [...about].flatMap(([key, seen]) => {
      seen.sort(
        (a, b) =>
          Date.parse(a.event.occurredAt) - Date.parse(b.event.occurredAt) ||
          (a.event.id < b.event.id ? -1 : 1),
      );
      const last = seen[seen.length - 1]!;
      const on = last.on;
      const recent = seen.filter((one) => one.on > addDays(on, -o.withinDays));
      const basket = recent.some(({ event }) => event.kind === "basket");
      if (!basket && recent.length < o.looks) return [];
      if (
        purchases.some(
          (one) => one.on >= recent[0]!.on && one.on <= window.today && matches(one.productId, key, products),
        )
      )
        return [];
      const what = products?.get(key)?.name ?? key;
      return once(`interest:${key}:${on}`, addDays(on, o.delayDays), window, () => ({
        triggeredAt: last.event.occurredAt,
        ...say(party, { what, on, kind: basket ? "basket" : "browse" }),
        evidence: [
          evidence(
            basket ? "left in the basket" : "looks",
            basket ? what : recent.length,
            on,
            `behaviour:${last.event.id}`,
          ),
        ],
      }));
    });
  },
});

function matches(
  productId: string,
  key: string,
  products: ReadonlyMap<string, { readonly category: string }> | undefined,
): boolean {
  return productId === key || products?.get(productId)?.category === key;
}
