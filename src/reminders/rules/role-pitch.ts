import { addDays } from "../../calendar/index.ts";
import { type Affiliation, type BuyingPlace, concernsOf, type Product } from "../../model/index.ts";
import { latestInsight } from "../_insight.ts";
import { evidence, holding, once, productName } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier } from "../dossier.ts";
import type { Occurrence, RuleWindow } from "../rule.ts";
import { isOpen } from "./projects.ts";

/** What somebody in that place judges a product by. */
const concernOf = (
  place: Pick<BuyingPlace, "level"> & { readonly function: NonNullable<BuyingPlace["function"]> },
  product: Product | undefined,
): string => concernsOf(place, { product })[0]?.criterion ?? place.function;

/** Tells the owner what each person judges by who has a say in a project, or in what is recommended. */
export const rolePitch = /* @__PURE__ */ builtIn({
  id: "role-pitch",
  catalogue: "PR6",
  cell: "product.recommend",
  goal: "grow",
  lever: "sales",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 28,
  catchUpDays: 60,
  reads: ["opportunities", "affiliations"],
  options: { delayDays: 14, recommendations: true },
  timing: (o) =>
    `${o.delayDays} days after a project was opened, for each person in it whose role is known${o.recommendations ? "; with each product that is recommended to an organisation, for each person whose role is known" : ""}`,
  occurrences: (dossier, window, { o, say }) => {
    const { party, opportunities, affiliations, products } = dossier;
    const projects = opportunities.flatMap((project) => {
      if (!isOpen(project, window)) return [];
      const { id, name, participants = [], productIds = [], openedOn } = project;
      return participants.flatMap((person) => {
        const place = affiliations.find((one) => one.personId === person.personId);
        const role = person.function ?? place?.function;
        if (role === undefined) return [];
        const level = person.level ?? place?.level;
        return once(`pitch:${id}:${person.personId}`, addDays(openedOn, o.delayDays), window, () => {
          const product = productIds.map((one) => products?.get(one)).find((one) => one !== undefined);
          const concern = concernOf({ function: role, ...(level === undefined ? {} : { level }) }, product);
          return {
            personId: person.personId,
            ...say(party, {
              person: person.personId,
              role: level === undefined ? role : `${level}, ${role}`,
              concern,
              project: name,
            }),
            evidence: [
              evidence("role", role, place?.source.observedOn ?? openedOn, `opportunity:${id}`),
              evidence("judges by", concern, window.today, sourceOf(product)),
            ],
          };
        });
      });
    });
    const pitched = o.recommendations ? recommended(dossier, window) : undefined;
    if (pitched === undefined || party.kind !== "organisation") return projects;
    const product = products?.get(pitched.productId);
    const people = holding(affiliations, window).flatMap((place): Occurrence[] => {
      const { personId, function: role, level } = place;
      if (role === undefined) return [];
      const concern = concernOf({ function: role, ...(level === undefined ? {} : { level }) }, product);
      return [
        {
          anchor: `pitch:${pitched.productId}:${personId}`,
          due: pitched.on,
          personId,
          ...say(party, {
            person: personId,
            role: level === undefined ? role : `${level}, ${role}`,
            concern,
            project: "",
            product: productName(products, pitched.productId),
          }),
          evidence: [
            evidence("role", role, observedOn(place), `affiliation:${place.id}`),
            evidence("judges by", concern, window.today, sourceOf(product)),
            ...pitched.evidence,
          ],
          strength: pitched.strength,
        },
      ];
    });
    return [...projects, ...people];
  },
});

const observedOn = ({ source }: Affiliation) => source.observedOn;

const sourceOf = (product: Product | undefined): string =>
  product === undefined ? "usual concerns" : `product:${product.id}`;

/** The product that is recommended: what goes best with what the customer has, else a new one that suits it. */
function recommended(dossier: Dossier, window: RuleWindow) {
  const insight =
    latestInsight(dossier, "affinity.next-product", window, ({ rank }) => rank === 1) ??
    latestInsight(dossier, "affinity.suits-new-product", window);
  if (insight === undefined) return undefined;
  const { asOf, payload, evidence: facts, strength } = insight;
  return { productId: payload.productId, on: asOf, evidence: facts, strength };
}
