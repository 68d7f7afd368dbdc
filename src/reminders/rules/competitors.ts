import { addDays, addMonths } from "../../calendar/index.ts";
import { around, evidence, installedOn, laterOf, once } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";

const opening = {
  catalogue: "PR9",
  cell: "product.recommend",
  goal: "acquire",
  lever: "sales",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
} as const;

/** Four months before the customer is free of a competitor, has the owner make an offer. */
export const competitorContractEnd = /* @__PURE__ */ builtIn({
  ...opening,
  id: "competitor-contract-end",
  priority: 63,
  catchUpDays: (o) => o.leadDays,
  reads: ["competitors"],
  options: { leadDays: 120 },
  timing: (o) => `${o.leadDays} days before a contract of the customer with a competitor ends`,
  occurrences: ({ party, competitors }, window, { o, say }) =>
    competitors.flatMap(({ id, competitorId, contractEndsOn: on, source }) =>
      on === undefined
        ? []
        : around(`competitor-contract:${id}:${on}`, on, [-o.leadDays], window, () => ({
            ...say(party, { competitor: competitorId, on }),
            evidence: [
              evidence(
                "contract with the competitor ends on",
                on,
                source.observedOn,
                `competitor-presence:${id}`,
              ),
            ],
          })),
    ),
});

/** When a competitor's product has been in use for years, tells the owner that it may be replaced. */
export const competitorAgeing = /* @__PURE__ */ builtIn({
  ...opening,
  id: "competitor-ageing",
  priority: 44,
  catchUpDays: 30,
  reads: ["installedProducts"],
  options: { afterMonths: [36, 60] as readonly number[] },
  timing: (o) => `${o.afterMonths.join(" and ")} months after a product of a competitor was installed`,
  occurrences: (dossier, window, { o, say }) =>
    installedOn(dossier, window).flatMap(({ id, productName: product, vendorId, installedOn: on, source }) =>
      vendorId === undefined
        ? []
        : o.afterMonths.flatMap((months) =>
            once(`competitor-age:${id}:${months}`, addMonths(on, months), window, () => ({
              ...say(dossier.party, { product, competitor: vendorId, on, months }),
              evidence: [evidence("installed on", on, source.observedOn, `installed-product:${id}`)],
            })),
          ),
    ),
});

/** When somebody else comes to sell for a competitor, or nobody does any more, tells the owner. */
export const competitorRepresentative = /* @__PURE__ */ builtIn({
  ...opening,
  id: "competitor-representative",
  priority: 51,
  catchUpDays: 30,
  reads: ["competitors"],
  options: { newsDays: 30 },
  timing: (o) =>
    `the day on which a representative of a competitor came or went, or on which that was heard of, if at most ${o.newsDays} days later`,
  occurrences: ({ party, competitors }, window, { o, say }) =>
    competitors.flatMap(({ id, competitorId, representatives = [], source, validFrom, validTo }) =>
      (validTo !== undefined && validTo <= window.today ? [] : representatives).flatMap(
        ({ name: person, since, until }) =>
          [
            { change: "came", on: since },
            { change: "went", on: until },
          ].flatMap(({ change, on }) => {
            if (on === undefined) return [];
            // A presence that begins later is none of today's, whenever it was heard of.
            const heard = laterOf(laterOf(on, source.observedOn), validFrom ?? on);
            if (heard > addDays(on, o.newsDays)) return [];
            return once(
              `representative:${id}:${change}:${on}:${person}`.slice(0, 300),
              heard,
              window,
              () => ({
                ...say(party, { person, competitor: competitorId, change, on }),
                evidence: [
                  evidence(`representative ${change}`, on, source.observedOn, `competitor-presence:${id}`),
                ],
              }),
            );
          }),
      ),
    ),
});
