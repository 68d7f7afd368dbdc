import { dateOfDay } from "../calendar/index.ts";
import type { Product } from "../model/index.ts";
import { decimalText, minorDigits } from "../money/index.ts";
import { type CatalogueProduct, retailCatalogue } from "./retail-catalogue.ts";

/** The successor of the espresso machine p09, which nobody buys by chance: it is not drawn from the catalogue. */
const LAUNCHED: CatalogueProduct = /* @__PURE__ */ Object.freeze<CatalogueProduct>({
  id: "p63",
  name: "Espresso machine Alba Duo",
  category: "Kitchen",
  consumable: false,
  price: 74900,
  cost: 49900,
  popularity: 0,
  serviceIntervalMonths: 12,
  companionId: "p01",
});

/** Code of the launched product in columns: the one after the catalogue's last. */
export const LAUNCHED_CODE = /* @__PURE__ */ (() => retailCatalogue.length)();

/** So many days before the as-of day it was launched. */
export const LAUNCHED_AGO = 75;

/** The parts of the bundle. */
const PARTS = ["p36", "p37", "p39"] as const;

/** What the bundle costs less than its parts, as a share. */
const REDUCTION = 0.15;

/** The product of a code in columns. */
export const productOfCode = (code: number): CatalogueProduct => retailCatalogue[code] ?? LAUNCHED;

/** A product launched of late that takes the place of another, and a bundle of three consumables. */
export function drawNovelties(today: number, currency: string): readonly Product[] {
  const money = (units: number) => ({ amount: decimalText(units, minorDigits(currency)), currency });
  const apart = retailCatalogue.reduce(
    (sum, { id, price }) => (PARTS.some((part) => part === id) ? sum + price : sum),
    0,
  );
  const { id, name, category, consumable, serviceIntervalMonths } = LAUNCHED;
  return [
    Object.freeze<Product>({
      schemaVersion: 1,
      id,
      name,
      category,
      consumable,
      serviceIntervalMonths,
      launchedOn: dateOfDay(today - LAUNCHED_AGO),
      replacesId: "p09",
    }),
    Object.freeze<Product>({
      schemaVersion: 1,
      id: "b01",
      name: "Lawn care set",
      category: "Garden",
      consumable: true,
      bundle: Object.freeze({
        parts: PARTS.map((productId) => Object.freeze({ productId, quantity: "1" })),
        price: Object.freeze(money(Math.round((1 - REDUCTION) * apart))),
        separatePrice: Object.freeze(money(apart)),
      }),
    }),
  ];
}
