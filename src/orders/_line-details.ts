import { rescaleMoneyColumn } from "../money/index.ts";
import { joinCodes } from "./_join-codes.ts";
import { renumber } from "./_renumber.ts";
import type { KnownValues, OrderLog, Quantities } from "./order-log.ts";

/** What a line may carry beyond customer, day, order, product and money. */
export type LineDetails = Pick<
  OrderLog,
  "instants" | "quantities" | "channelNames" | "channels" | "placeIds" | "places"
>;

/** Quantities are decimals like amounts; a currency without minor units lets their scale begin at whole ones. */
export const WHOLE_UNITS = "JPY";

export const detailsOf = (log: OrderLog): LineDetails => ({
  instants: log.instants,
  quantities: log.quantities,
  channelNames: log.channelNames,
  channels: log.channels,
  placeIds: log.placeIds,
  places: log.places,
});

/** Details with their codes in code-point order, so that they can be compared; the lines stay where they are. */
export function numberDetails(details: LineDetails): LineDetails {
  const channel = details.channels && renumber(details.channelNames, details.channels);
  const place = details.places && renumber(details.placeIds, details.places);
  return {
    instants: details.instants,
    quantities: details.quantities,
    channelNames: channel?.ids ?? [],
    channels: channel?.codes,
    placeIds: place?.ids ?? [],
    places: place?.codes,
  };
}

/** Puts two lines in order by their details. */
export function compareDetails(details: LineDetails): (a: number, b: number) => number {
  const { instants, quantities, channels, places } = details;
  const byKnown = (column: KnownValues | undefined, a: number, b: number): number =>
    column === undefined ? 0 : column.known[a]! - column.known[b]! || column.values[a]! - column.values[b]!;
  const byCode = (codes: Int32Array | undefined, a: number, b: number): number =>
    codes === undefined ? 0 : codes[a]! - codes[b]!;
  return (a, b) =>
    byKnown(instants, a, b) || byKnown(quantities, a, b) || byCode(channels, a, b) || byCode(places, a, b);
}

/** The details without the columns in which nothing is. */
export function presentDetails({
  instants,
  quantities,
  channelNames,
  channels,
  placeIds,
  places,
}: LineDetails): LineDetails {
  return {
    ...(instants?.known.includes(1) ? { instants: Object.freeze(instants) } : {}),
    ...(quantities?.known.includes(1) ? { quantities: Object.freeze(quantities) } : {}),
    channelNames: Object.freeze([...channelNames]),
    ...(channels !== undefined && channelNames.length > 0 ? { channels } : {}),
    placeIds: Object.freeze([...placeIds]),
    ...(places !== undefined && placeIds.length > 0 ? { places } : {}),
  };
}

/** The details of the lines of one log followed by those of another, numbered in code-point order. */
export function joinDetails(a: OrderLog, b: OrderLog): LineDetails {
  const channel = joinCodes([a.size, a.channelNames, a.channels], [b.size, b.channelNames, b.channels]);
  const place = joinCodes([a.size, a.placeIds, a.places], [b.size, b.placeIds, b.places]);
  const none = (column: "channels" | "places"): boolean => a[column] === undefined && b[column] === undefined;
  return {
    instants: joinKnown([a.size, a.instants], [b.size, b.instants]),
    quantities: joinQuantities(a, b),
    channelNames: channel.ids,
    channels: none("channels") ? undefined : channel.codes,
    placeIds: place.ids,
    places: none("places") ? undefined : place.codes,
  };
}

function joinQuantities(a: OrderLog, b: OrderLog): Quantities | undefined {
  const exponent = Math.max(a.quantities?.exponent ?? 0, b.quantities?.exponent ?? 0);
  const scaled = (column: Quantities | undefined): KnownValues | undefined =>
    column && {
      known: column.known,
      values: rescaleMoneyColumn(
        { currency: WHOLE_UNITS, exponent: column.exponent, units: column.values },
        exponent,
      ).units,
    };
  const joined = joinKnown([a.size, scaled(a.quantities)], [b.size, scaled(b.quantities)]);
  return joined && { exponent, ...joined };
}

type Part<Column> = readonly [size: number, column: Column | undefined];

function joinKnown(a: Part<KnownValues>, b: Part<KnownValues>): KnownValues | undefined {
  if (a[1] === undefined && b[1] === undefined) return undefined;
  const [values, known] = [new Float64Array(a[0] + b[0]), new Uint8Array(a[0] + b[0])];
  for (const [column, at] of [[a[1], 0] as const, [b[1], a[0]] as const]) {
    if (column === undefined) continue;
    values.set(column.values, at);
    known.set(column.known, at);
  }
  return { values, known };
}
