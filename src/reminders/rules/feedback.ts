import { addDays, type PlainDate } from "../../calendar/index.ts";
import { complaintStateAt } from "../../model/index.ts";
import { classEvidence, classOf, evidence, installedOn, once, pastDayOf } from "../_moments.ts";
import { ordinal } from "../_ordinal.ts";
import { builtIn } from "../built-in-rule.ts";
import { ours } from "./_products.ts";

/** Two days after a product was serviced, asks how it was done and what came of it. */
export const serviceFeedback = /* @__PURE__ */ builtIn({
  id: "service-feedback",
  catalogue: "PC5",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 58,
  catchUpDays: 14,
  reads: ["installedProducts"],
  options: { delayDays: 2 },
  timing: (o) => `${o.delayDays} days after a service`,
  occurrences: ({ party, installedProducts }, window, { o, say }) =>
    ours(installedProducts).flatMap(({ id, productName, lastServicedOn: on, source }) =>
      on === undefined
        ? []
        : once(`serviced:${id}:${on}`, addDays(on, o.delayDays), window, () => ({
            ...say(party, { product: productName, on }),
            evidence: [evidence("serviced on", on, source.observedOn, `installed-product:${id}`)],
          })),
    ),
});

/** Two days after a journey, a training or another activity, asks how it was, by its aspects: the topics on record. */
export const activityFeedback = /* @__PURE__ */ builtIn({
  id: "activity-feedback",
  catalogue: "PC5",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 57,
  catchUpDays: 14,
  reads: ["engagements"],
  options: { delayDays: 2, kinds: ["club-activity", "training", "seminar"] as readonly string[] },
  choices: { kinds: ["seminar", "club-activity", "panel", "executive-visit", "visit", "training"] },
  timing: (o) =>
    `${o.delayDays} days after the customer took part in one (${o.kinds.join(", ")}), by its topics`,
  occurrences: ({ party, engagements }, window, { o, say }) =>
    engagements.flatMap(({ id, kind, name, state, on, attendeeIds = [], topics = [] }) =>
      state !== "held" || on > window.today || !o.kinds.includes(kind) || !attendeeIds.includes(party.id)
        ? []
        : once(`engagement:${id}`, addDays(on, o.delayDays), window, () => ({
            ...say(party, { activity: name, on, aspects: topics.slice(0, 5).join(", ") }),
            evidence: [evidence("took part on", on, on, `engagement:${id}`)],
          })),
    ),
});

/** On the day of a complaint that is still open, tells the owner to answer it. */
export const complaintFollowUp = /* @__PURE__ */ builtIn({
  id: "complaint-follow-up",
  catalogue: "PC6",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 98,
  catchUpDays: 10,
  reads: ["complaints"],
  options: { delayDays: 0 },
  timing: (o) =>
    `${o.delayDays === 0 ? "the day" : `${o.delayDays} days after the day`} of a complaint, while it is open`,
  occurrences: ({ party, complaints }, window, { o, say }) =>
    complaints.flatMap((complaint) => {
      const on = pastDayOf(complaint.receivedAt, window);
      const state = complaintStateAt(complaint, endOf(window.today));
      if (on === undefined || state === "resolved" || state === "closed") return [];
      const { id, category, severity } = complaint;
      return once(`complaint:${id}`, addDays(on, o.delayDays), window, () => ({
        ...say(party, { on, category, severity }),
        evidence: [
          evidence("complaint", category, on, `complaint:${id}`),
          evidence("severity, from 1 to 5", severity, on, `complaint:${id}`),
        ],
        strength: severity / 5,
      }));
    }),
});

/** The last moment of a day wherever one is: what was done by then was done. */
const endOf = (day: PlainDate): string => `${addDays(day, 1)}T12:00:00Z`;

/** On the day of a bad grade, tells the owner to find out why. */
export const lowGradeFollowUp = /* @__PURE__ */ builtIn({
  id: "low-grade-follow-up",
  catalogue: "PC6",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 92,
  catchUpDays: 10,
  reads: ["surveyAnswers"],
  options: { atMostShare: 0.25 },
  timing: (o) =>
    `the day of an answer on us that lies in the lowest ${Math.round(o.atMostShare * 100)} % of its scale`,
  occurrences: ({ party, surveyAnswers }, window, { o, say }) =>
    surveyAnswers.flatMap(({ id, subject, element, perception, scale, answeredAt }) => {
      const on = pastDayOf(answeredAt, window);
      const share = (perception - scale.worst) / (scale.best - scale.worst);
      if (on === undefined || subject !== "own" || share > o.atMostShare) return [];
      return once(`answer:${id}`, on, window, () => ({
        ...say(party, { on, element, grade: perception, best: scale.best }),
        evidence: [
          evidence(`grade for ${element}`.slice(0, 200), perception, on, `survey-answer:${id}`),
          evidence("best grade", scale.best, on, `survey-answer:${id}`),
        ],
      }));
    }),
});

/** When an account that matters has complained again and again, sends a senior person. */
export const complaintRecovery = /* @__PURE__ */ builtIn({
  id: "complaint-recovery",
  catalogue: "PC9",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 99,
  catchUpDays: 14,
  cooldown: { days: 60, per: "rule" },
  reads: ["complaints", "snapshot"],
  options: { complaints: 2, withinDays: 365, classes: ["A", "B"] as readonly string[] },
  choices: { classes: ["A", "B", "C"] },
  timing: (o) =>
    `the day of the ${ordinal(o.complaints)} complaint within ${o.withinDays} days of a customer of class ${o.classes.join(" or ")}`,
  occurrences: (dossier, window, { o, say }) => {
    const { party, complaints, opportunities = [] } = dossier;
    const rank = classOf(dossier, window);
    if (rank === undefined || !o.classes.includes(rank) || complaints.length < o.complaints) return [];
    const days = complaints
      .flatMap(({ id, receivedAt }) => {
        const on = pastDayOf(receivedAt, window);
        return on === undefined ? [] : [{ id, on }];
      })
      .sort((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
    return days.flatMap(({ id, on }, i) => {
      const recent = days.slice(0, i + 1).filter((one) => one.on > addDays(on, -o.withinDays));
      if (recent.length < o.complaints) return [];
      return once(`complaint:${id}`, on, window, () => {
        const open = opportunities.filter(
          ({ openedOn, closedOn }) => openedOn <= on && (closedOn === undefined || closedOn > on),
        ).length;
        return {
          ...say(party, { count: recent.length, days: o.withinDays, class: rank, open }),
          evidence: [
            evidence(`complaints within ${o.withinDays} days`, recent.length, on, `complaint:${id}`),
            evidence("open projects", open, on, `opportunities:${party.id}`),
            ...classEvidence(dossier),
          ],
        };
      });
    });
  },
});

/** When a product that stands at the customer's fails again and again, has the owner offer a repair or another one. */
export const failingProduct = /* @__PURE__ */ builtIn({
  id: "failing-product",
  catalogue: "PC7",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 88,
  catchUpDays: 14,
  reads: ["installedProducts", "complaints"],
  options: { complaints: 2, withinDays: 365 },
  timing: (o) =>
    `the day of the ${ordinal(o.complaints)} complaint within ${o.withinDays} days about a product that stands at the customer's, and of each after it`,
  occurrences: (dossier, window, { o, say }) =>
    ours(installedOn(dossier, window)).flatMap(
      ({ id, productId, productName: product, installedOn: since }) => {
        const days = dossier.complaints
          .flatMap((complaint) => {
            const on =
              complaint.productId === productId ? pastDayOf(complaint.receivedAt, window) : undefined;
            return productId === undefined || on === undefined || on < since
              ? []
              : [{ id: complaint.id, on }];
          })
          .sort((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
        return days.flatMap((last, i) => {
          const recent = days.slice(0, i + 1).filter(({ on }) => on > addDays(last.on, -o.withinDays));
          if (recent.length < o.complaints) return [];
          return once(`failing:${id}:${last.id}`, last.on, window, () => ({
            ...say(dossier.party, { product, count: recent.length, days: o.withinDays, since }),
            evidence: [
              evidence("installed on", since, since, `installed-product:${id}`),
              ...recent.slice(-5).map(({ id: one, on }) => evidence("complaint", on, on, `complaint:${one}`)),
            ],
          }));
        });
      },
    ),
});
