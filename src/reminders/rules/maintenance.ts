import { addDays, addMonths, daysBetween, type PlainDate } from "../../calendar/index.ts";
import type { InstalledProduct } from "../../model/index.ts";
import { around, before, evidence, longest, once } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier } from "../dossier.ts";
import type { RuleWindow } from "../rule.ts";
import { ours } from "./_products.ts";

/** No month is shorter, so no service that may fall into the window is left out. */
const SHORTEST_MONTH = 28;
const LONGEST_MONTH = 31;

/** Products of our own, with how often they want service: as of the piece, else of every such product. */
const serviced = ({ installedProducts = [], products }: Dossier): readonly InstalledProduct[] =>
  ours(installedProducts).map((one) => {
    const usual =
      one.productId === undefined ? undefined : products?.get(one.productId)?.serviceIntervalMonths;
    // Where use decides, time does not.
    return one.serviceIntervalMonths !== undefined || usual === undefined || one.meter !== undefined
      ? one
      : { ...one, serviceIntervalMonths: usual };
  });

/** The days in `[from, to)` on which a service falls due: the k-th lies k intervals after the anchor, so a month end does not drift. */
function servicesDue(product: InstalledProduct, from: PlainDate, to: PlainDate): PlainDate[] {
  const { serviceIntervalMonths: months, lastServicedOn, installedOn, removedOn } = product;
  if (months === undefined) return [];
  const anchor = lastServicedOn ?? installedOn;
  const found: PlainDate[] = [];
  const first = Math.max(1, Math.floor(daysBetween(anchor, from) / (LONGEST_MONTH * months)));
  const end = Math.floor(daysBetween(anchor, to) / (SHORTEST_MONTH * months));
  for (let k = first; k <= end; k++) {
    const dueOn = addMonths(anchor, k * months);
    if (dueOn >= from && dueOn < to && (removedOn === undefined || dueOn < removedOn)) found.push(dueOn);
  }
  return found;
}

/** Announces the service of an installed product and reminds of it when it is due, again and again until it is done. */
export const maintenanceDue = /* @__PURE__ */ builtIn({
  id: "maintenance-due",
  catalogue: "PC4",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 70,
  catchUpDays: (o) => Math.max(14, longest(o.leadDays)),
  reads: ["installedProducts"],
  options: { leadDays: [14, 0] as readonly number[] },
  timing: (o) =>
    `${o.leadDays.join(" and ")} days before each service falls due: every interval after the last service, else after the installation`,
  occurrences: (dossier, window, { o, say }) =>
    serviced(dossier).flatMap((product) => {
      const { id, serviceIntervalMonths: months = 0, lastServicedOn, installedOn, source } = product;
      const last = lastServicedOn ?? installedOn;
      const at = `installed-product:${id}`;
      const ahead = addDays(window.to, longest(o.leadDays));
      return servicesDue(product, window.from, ahead).flatMap((dueOn) =>
        around(`service:${id}:${dueOn}`, dueOn, before(o.leadDays), window, () => ({
          ...say(dossier.party, {
            product: product.productName,
            dueOn,
            months,
            last,
            event: lastServicedOn === undefined ? "installed" : "serviced",
          }),
          evidence: [
            evidence(
              lastServicedOn === undefined ? "installed on" : "last serviced on",
              last,
              source.observedOn,
              at,
            ),
            evidence("service interval in months", months, source.observedOn, at),
          ],
        })),
      );
    }),
});

/** Two weeks after a service was due and not done, asks the owner to call. */
export const maintenanceOverdue = /* @__PURE__ */ builtIn({
  id: "maintenance-overdue",
  catalogue: "PC4",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 66,
  catchUpDays: 30,
  reads: ["installedProducts"],
  options: { afterDays: 14 },
  timing: (o) => `${o.afterDays} days after a service was due and not done`,
  occurrences: (dossier, window, { o, say }) =>
    serviced(dossier).flatMap((product) =>
      overdue(product, o.afterDays, window).flatMap((dueOn) =>
        once(`service:${product.id}:${dueOn}`, addDays(dueOn, o.afterDays), window, () => ({
          ...say(dossier.party, { product: product.productName, dueOn, days: o.afterDays }),
          evidence: [
            evidence(
              "last serviced on",
              product.lastServicedOn ?? "never",
              product.source.observedOn,
              `installed-product:${product.id}`,
            ),
            evidence(
              "service was due on",
              dueOn,
              product.source.observedOn,
              `installed-product:${product.id}`,
            ),
          ],
        })),
      ),
    ),
});

const overdue = (product: InstalledProduct, after: number, { from, to }: RuleWindow): PlainDate[] =>
  servicesDue(product, addDays(from, -after), addDays(to, -after));
