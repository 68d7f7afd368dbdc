import { addDays, daysBetween, type PlainDate } from "../../calendar/index.ts";
import type { InstalledProduct, MeterReading } from "../../model/index.ts";
import { around, before, evidence, longest, once } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier } from "../dossier.ts";
import type { RuleWindow } from "../rule.ts";
import { ours } from "./_products.ts";

/** When a product wants service by its use, and how that is known. */
interface MeterService {
  readonly product: InstalledProduct;
  readonly unit: string;
  readonly every: number;
  /** What the meter shows when the service is due. */
  readonly target: number;
  /** The day on which it was read to be reached, else the day on which it will be at the pace so far. */
  readonly dueOn: PlainDate;
  readonly isReached: boolean;
  /** The reading that says so. */
  readonly by: MeterReading;
}

/** A pace slower than this reaches nothing that could be planned for. */
const MOST_DAYS = 3660;

/**
 * The services due by use, of the products whose meter was read. The pace is that since the last service:
 * due = day of reading + (target − reading) / (use since the service / days since the service).
 */
function servicesByMeter(
  installed: readonly InstalledProduct[],
  readings: readonly MeterReading[],
  { today }: RuleWindow,
  readingDays: number,
): MeterService[] {
  return ours(installed).flatMap((product): MeterService[] => {
    const { id, meter, installedOn, lastServicedOn, removedOn } = product;
    if (meter === undefined) return [];
    const own = readings
      .filter(({ installedProductId, on }) => installedProductId === id && on <= today)
      .sort((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
    const start = lastServicedOn ?? installedOn;
    const servicedAt =
      meter.servicedAt ??
      (lastServicedOn === undefined ? "0" : own.filter(({ on }) => on <= lastServicedOn).at(-1)?.reading);
    if (servicedAt === undefined) return [];
    const since = own.filter(({ on, reading }) => on > start && Number(reading) >= Number(servicedAt));
    const latest = since.at(-1);
    if (latest === undefined || latest.on < addDays(today, -readingDays)) return [];
    const [every, used] = [Number(meter.serviceEvery), Number(latest.reading) - Number(servicedAt)];
    const target = Number(servicedAt) + every;
    const reached = since.find(({ reading }) => Number(reading) >= target);
    const by = reached ?? latest;
    const days = Math.ceil(((every - used) * daysBetween(start, latest.on)) / used);
    if (reached === undefined && !(days <= MOST_DAYS)) return [];
    const dueOn = reached?.on ?? addDays(latest.on, days);
    if (removedOn !== undefined && dueOn >= removedOn) return [];
    return [{ product, unit: meter.unit, every, target, dueOn, isReached: reached !== undefined, by }];
  });
}

const readingEvidence = ({ product, unit, every, by }: MeterService) => [
  evidence(`meter, ${unit}`, by.reading, by.on, `meter-reading:${by.id}`),
  evidence(`service every, ${unit}`, every, product.source.observedOn, `installed-product:${product.id}`),
];

/** Announces the service of a product that its use calls for, and reminds of it when it is due. */
export const meterServiceDue = /* @__PURE__ */ builtIn({
  id: "meter-service-due",
  unsteady: true,
  restless: isMetered,
  catalogue: "PC4",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "service",
  audience: "customer",
  priority: 70,
  catchUpDays: (o) => Math.max(14, longest(o.leadDays)),
  reads: ["installedProducts", "meterReadings"],
  options: { leadDays: [14, 0] as readonly number[], readingDays: 365 },
  timing: (o) =>
    `${o.leadDays.join(" and ")} days before a meter, at the pace since the last service, shows so much use that service is due; on the day on which it was read to show it; from readings of the last ${o.readingDays} days`,
  occurrences: ({ party, installedProducts, meterReadings }, window, { o, say }) =>
    servicesByMeter(installedProducts, meterReadings, window, o.readingDays).flatMap((service) => {
      const { product, unit, every, target, dueOn, isReached, by } = service;
      return around(
        `meter:${product.id}:${target}`,
        dueOn,
        isReached ? [0] : before(o.leadDays),
        window,
        () => ({
          ...say(party, {
            product: product.productName,
            every,
            unit,
            dueOn,
            reached: isReached ? "yes" : "no",
            reading: by.reading,
            on: by.on,
          }),
          evidence: readingEvidence(service),
        }),
      );
    }),
});

/** Two weeks after a service was due by use and not done, asks the owner to call. */
export const meterServiceOverdue = /* @__PURE__ */ builtIn({
  id: "meter-service-overdue",
  unsteady: true,
  restless: isMetered,
  catalogue: "PC4",
  cell: "product.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 66,
  catchUpDays: 30,
  reads: ["installedProducts", "meterReadings"],
  options: { afterDays: 14, readingDays: 365 },
  timing: (o) => `${o.afterDays} days after a service was due by the meter and not done`,
  occurrences: ({ party, installedProducts, meterReadings }, window, { o, say }) =>
    servicesByMeter(installedProducts, meterReadings, window, o.readingDays).flatMap((service) => {
      const { product, unit, every, target, dueOn } = service;
      return once(`meter:${product.id}:${target}`, addDays(dueOn, o.afterDays), window, () => ({
        ...say(party, { product: product.productName, every, unit, dueOn, days: o.afterDays }),
        evidence: readingEvidence(service),
      }));
    }),
});

/** The pace is that of the last readings, of which one after the other becomes too old. */
function isMetered({ installedProducts = [], meterReadings = [] }: Dossier): boolean {
  return installedProducts.length > 0 && meterReadings.length > 0;
}
