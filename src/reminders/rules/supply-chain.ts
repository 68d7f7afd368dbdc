import { addDays, type PlainDate } from "../../calendar/index.ts";
import { touchesAddress } from "../../model/index.ts";
import { evidence, holding, laterOf, once } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { SupplyLink } from "../dossier.ts";
import type { Occurrence, RuleWindow } from "../rule.ts";

const care = {
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  catchUpDays: 14,
} as const;

const byId = (a: SupplyLink, b: SupplyLink): number => (a.tie.id < b.tie.id ? -1 : 1);

/** When a disaster strikes a supplier or a customer of the customer, has the owner ask what it means and help. */
export const supplyChainCare = /* @__PURE__ */ builtIn({
  ...care,
  id: "supply-chain-care",
  catalogue: "CC4",
  priority: 87,
  silence: { purposes: ["promotional"], days: 14 },
  reads: ["externalEvents", "supplyChain"],
  options: { kinds: ["disaster", "epidemic"] as readonly string[], severity: 4 },
  choices: { kinds: ["disaster", "epidemic"] },
  timing: (o) =>
    `the day on which it begins where a company is that supplies the customer or is supplied by it (${o.kinds.join(", ")}, severity ${o.severity} or more), and not the customer itself; 14 days without promotion`,
  occurrences: ({ party, externalEvents, supplyChain, contactPoints = [] }, window, { o, say }) => {
    if (externalEvents.length === 0 || supplyChain.length === 0) return [];
    const links = supplyChain.filter(({ tie }) => holding([tie], window).length > 0).sort(byId);
    return externalEvents.flatMap((event): Occurrence[] => {
      const { id, kind, name, startsOn, severity = 5, source } = event;
      if (!o.kinds.includes(kind) || severity < o.severity) return [];
      const strikes = (points: SupplyLink["contactPoints"]) =>
        holding(points, window).find(
          ({ address }) => address !== undefined && touchesAddress(event, address),
        );
      if (strikes(contactPoints) !== undefined) return [];
      const struck = links.flatMap((link) => {
        const point = strikes(link.contactPoints);
        return point?.address === undefined ? [] : [{ ...link, point, address: point.address }];
      });
      const first = struck[0];
      if (first === undefined) return [];
      const { locality, region, country } = first.address;
      return once(`disaster:${id}`, startsOn, window, () => ({
        ...say(party, {
          event: name,
          on: startsOn,
          place: locality ?? region ?? country,
          partner: first.party.name,
          role: first.role,
          count: struck.length,
        }),
        evidence: [
          evidence(kind, name, source.observedOn, `external-event:${id}`),
          ...struck
            .slice(0, 5)
            .map(({ role, party: other, point, tie }) =>
              evidence(`${role} there`, other.name, point.source.observedOn, `relationship:${tie.id}`),
            ),
        ],
      }));
    });
  },
});

/** What changed about a company of the chain, and when. */
function changesOf({ party, tie }: SupplyLink): readonly (readonly [string, PlainDate])[] {
  return [
    ...(tie.validFrom === undefined ? [] : [["begun", tie.validFrom] as const]),
    ...(tie.validTo === undefined ? [] : [["ended", tie.validTo] as const]),
    ...(party.closed === undefined ? [] : [["closed", party.closed.on] as const]),
  ];
}

/** The day on which a change was heard of, if it was still news then. */
function heardOf(on: PlainDate, { tie }: SupplyLink, newsDays: number): PlainDate | undefined {
  const heard = laterOf(on, tie.source.observedOn);
  return heard > addDays(on, newsDays) ? undefined : heard;
}

/** When the customer wins or loses a supplier or a customer of its own, has the owner ask what that changes. */
export const supplyChainChange = /* @__PURE__ */ builtIn({
  ...care,
  id: "supply-chain-change",
  catalogue: "CC4",
  priority: 49,
  reads: ["supplyChain"],
  options: { newsDays: 30, changes: ["begun", "ended", "closed"] as readonly string[] },
  choices: { changes: ["begun", "ended", "closed"] },
  timing: (o) =>
    `the day on which a company began or ceased to supply the customer or to be supplied by it, or closed (${o.changes.join(", ")}), or on which that was heard of, if at most ${o.newsDays} days later`,
  occurrences: ({ party, supplyChain }, window: RuleWindow, { o, say }) =>
    supplyChain.flatMap((link) =>
      changesOf(link).flatMap(([change, on]) => {
        const heard = o.changes.includes(change) ? heardOf(on, link, o.newsDays) : undefined;
        if (heard === undefined) return [];
        return once(`chain:${link.tie.id}:${change}`, heard, window, () => ({
          ...say(party, { change, on, partner: link.party.name, role: link.role }),
          evidence: [
            evidence(
              `${link.role} ${change}`,
              link.party.name,
              on,
              change === "closed" ? `party:${link.party.id}` : `relationship:${link.tie.id}`,
            ),
          ],
        }));
      }),
    ),
});
