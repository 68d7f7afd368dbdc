import { addDays } from "../../calendar/index.ts";
import { evidence, once } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import { ours } from "./_products.ts";

/** A few days after a product was installed, asks whether it works and whether help can be found. */
export const installationCheck = /* @__PURE__ */ builtIn({
  id: "installation-check",
  catalogue: "PC1",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 75,
  catchUpDays: 14,
  digest: "new-product",
  reads: ["installedProducts"],
  options: { delayDays: 3 },
  timing: (o) => `${o.delayDays} days after the installation`,
  occurrences: ({ party, installedProducts }, window, { o, say }) =>
    ours(installedProducts).flatMap(({ id, productName, installedOn, serialNumber, source }) =>
      once(`install:${id}`, addDays(installedOn, o.delayDays), window, () => {
        const said = say(party, { product: productName, on: installedOn });
        return {
          ...said,
          evidence: [
            evidence(
              `installation of ${said.wording.params["product"]}`,
              installedOn,
              source.observedOn,
              `installed-product:${id}`,
            ),
            ...(serialNumber === undefined
              ? []
              : [evidence("serial number", serialNumber, source.observedOn, `installed-product:${id}`)]),
          ],
        };
      }),
    ),
});
