import fc from "fast-check";
import type * as z from "zod";
import { addDays, type PlainDate } from "../calendar/index.ts";
import { arbitraryOfSchema } from "./_arbitrary-of-schema.ts";

/** What records drawn for one customer have in common. */
export interface NearOptions {
  /** The customer's id. */
  readonly customerId: string;
  /** The day on which they are read. */
  readonly asOf: PlainDate;
}

const PARTIAL = /^\d{4}(-\d\d)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
/** Ids that name the customer, and those of which a few exist. */
const OWN = ["customerId", "partyId", "subjectId", "ownerPartyId"];
const POOLS: Readonly<Record<string, readonly string[]>> = {
  productId: ["p1", "p2"],
  productIds: ["p1", "p2"],
  offerId: ["o1", "o2"],
  personId: ["c2", "c3"],
  interactionId: ["t0"],
  country: ["GB"],
  category: ["Parts"],
};
const isCalendarDate = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "calendar" in value && "month" in value && "day" in value;

/** Who was there. */
const PEOPLE = ["inviteeIds", "attendeeIds"];
/** Days that are still to come are those of plans; what was seen, said or decided lies before. */
const AHEAD =
  /^(on|dueOn|endsOn|validTo|expiresOn|from|to|until|plannedOn|reviewOn|nextOn|startsOn|validFrom|noticeBy|date)$/;

/**
 * Draws records that fit a schema and lie near a day, so that rules have something to say of them: days are moved to some
 * days before it, and those of plans after it too; ids are the customer's own, or of a few. Numbers and texts stay as drawn
 * for the schema. What breaks a rule of the schema after that is not drawn.
 */
export function arbitraryNear<S extends z.ZodType>(
  schema: S,
  options: NearOptions,
): fc.Arbitrary<z.infer<S>> {
  return fc
    .tuple(
      arbitraryOfSchema(schema),
      fc.array(fc.oneof(fc.integer({ min: 3, max: 8 }), fc.integer({ min: 3, max: 60 })), {
        minLength: 6,
        maxLength: 6,
      }),
      fc.boolean(),
    )
    .map(([drawn, offsets, ahead]) => placed(drawn, offsets, ahead, options))
    .filter((record) => schema.safeParse(record).success) as fc.Arbitrary<z.infer<S>>;
}

function placed(
  drawn: unknown,
  offsets: readonly number[],
  ahead: boolean,
  { customerId, asOf }: NearOptions,
): unknown {
  let next = 0;
  const dayFor = (name: string): PlainDate => {
    const offset = offsets[next++ % offsets.length] ?? 0;
    return addDays(asOf, ahead && AHEAD.test(name) ? offset - 3 : -offset);
  };
  const place = (value: unknown, name: string): unknown => {
    if (PEOPLE.includes(name)) return [customerId, "c2"];
    if (Array.isArray(value)) return value.map((one) => place(one, name));
    if (isCalendarDate(value)) {
      const on = dayFor(name);
      return {
        calendar: "gregorian",
        year: Number(on.slice(0, 4)),
        month: Number(on.slice(5, 7)),
        day: Number(on.slice(8)),
      };
    }
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, place(one, key)]));
    if (typeof value === "number") return Math.abs(value) > 1000 ? value % 100 : value;
    if (typeof value !== "string") return value;
    if (PARTIAL.test(value)) return dayFor(name).slice(0, value.length);
    if (DAY.test(value)) return dayFor(name);
    if (INSTANT.test(value)) return `${dayFor(name)}T${String(10 + (next % 8))}:00:00Z`;
    if (OWN.includes(name)) return customerId;
    const pool = POOLS[name];
    return pool === undefined ? value : pool[next % pool.length];
  };
  return place(drawn, "");
}
