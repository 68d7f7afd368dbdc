import * as z from "zod";
import { daysInMonth, isPlainDate, type PlainDate } from "../calendar/index.ts";
import { cellSchema, channelSchema, contactPurposeSchema } from "../model/index.ts";
import { type DatedList, recordDays } from "./_record-days.ts";
import type { Condition } from "./condition.ts";
import type { ReminderRule } from "./rule.ts";

const words = (maximum: number) => z.string().min(1).max(maximum);
const count = z.int().min(0).max(3660);
const offset = z.int().min(-3660).max(3660);
const offsets = z
  .array(offset)
  .min(1)
  .max(50)
  .refine((days) => new Set(days).size === days.length, { error: "must not name a day twice" });
const plainDate = z.string().refine(isPlainDate, {
  error: "must be an existing calendar day written YYYY-MM-DD",
}) as unknown as z.ZodType<PlainDate>;
/** Expiry relative to the day that the moments are reckoned from; it must lie after the last moment. */
const expires = { expiresDays: offset.optional() };
const annualKinds = [
  "birthday",
  "wedding",
  "founding",
  "graduation",
  "hiring",
  "purchase",
  "memorial",
  "other",
] as const;
const missingDay = z.enum(["backward", "forward", "omit"]).optional();
const leapMonth = z.enum(["regular", "leap-if-exists", "both", "leap-only"]).optional();

/** What makes a rule of one's own speak, in JSON. */
export const ruleTriggerSchema = z.discriminatedUnion("on", [
  /** Days around a day of each record of a list. */
  z
    .strictObject({
      on: z.literal("record"),
      list: z.enum(Object.keys(recordDays) as [DatedList, ...DatedList[]]),
      day: words(50),
      offsets,
      ...expires,
    })
    .refine(({ list, day }) => (recordDays[list].days as readonly string[]).includes(day), {
      error: "must be a day of the list's records",
      path: ["day"],
    }),
  /** Days around a day of the year on record. */
  z.strictObject({
    on: z.literal("annual"),
    kinds: z.array(z.enum(annualKinds)).min(1),
    offsets,
    missingDay,
    leapMonth,
    ...expires,
  }),
  /** Days around a day of every year, solar or lunar. */
  z
    .strictObject({
      on: z.literal("day-of-year"),
      calendar: z.enum(["gregorian", "chinese"]),
      month: z.int().min(1).max(12),
      day: z.int().min(1).max(31),
      offsets,
      missingDay,
      leapMonth,
      ...expires,
    })
    .refine(({ calendar, month, day }) => day <= (calendar === "chinese" ? 30 : daysInMonth(2000, month)), {
      error: "must exist in its month",
      path: ["day"],
    }),
  /** One day, once. */
  z.strictObject({ on: z.literal("date"), date: plainDate, offsets, ...expires }),
  /** So many days into every month, quarter, half-year or year. */
  z.strictObject({
    on: z.literal("period"),
    unit: z.enum(["month", "quarter", "half", "year"]),
    offsets: z.array(count).min(1).max(50),
    ...expires,
  }),
  /** So many days after the last talk, the last purchase or the start of the relationship, again and again. */
  z.strictObject({
    on: z.literal("interval"),
    since: z.enum(["last-talk", "last-purchase", "start"]),
    everyDays: z.int().min(1).max(3660),
    times: z.int().min(1).max(1000).optional(),
  }),
  /** An insight of a kind: once in each period at most. */
  z.strictObject({
    on: z.literal("insight"),
    kind: words(100),
    atMostEvery: z.enum(["month", "quarter", "half", "year"]),
  }),
]);

/** What makes a rule of one's own speak. */
export type RuleTriggerDefinition = z.infer<typeof ruleTriggerSchema>;

const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, { error: "must be a language tag such as en or zh-Hant" });
const texts = z
  .record(language, words(400))
  .refine((given) => Object.hasOwn(given, "en"), { error: "must have the text in English", path: ["en"] });

/** Schema of {@link RuleDefinition}. */
export const ruleDefinitionSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/, {
    error: "must be 1 to 80 small letters, digits, hyphens and dots",
  }),
  version: z.int().min(1),
  cell: cellSchema,
  purpose: contactPurposeSchema,
  audience: z.enum(["customer", "owner"]),
  goal: z.enum(["acquire", "retain", "grow", "migrate-up", "win-back", "let-go"]).optional(),
  lever: z.enum(["marketing", "sales", "service", "pricing", "new-opportunity"]).optional(),
  priority: z.number().positive(),
  /** For how many days after its due day it may still be sent. */
  catchUpDays: count,
  cooldown: z
    .strictObject({ days: z.number().positive(), per: z.enum(["rule", "anchor", "group"]) })
    .optional(),
  sendAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "must be a time of day such as 09:00" })
    .optional(),
  channels: z.array(channelSchema).min(1).optional(),
  group: words(80).optional(),
  tags: z.array(words(80)).max(50).optional(),
  exits: z.array(words(80)).max(50).optional(),
  digest: words(80).optional(),
  ridesAlong: z.boolean().optional(),
  silence: z
    .strictObject({
      purposes: z.array(z.enum(["service", "care", "promotional", "internal"])).min(1),
      days: z.int().min(1).max(3660),
    })
    .optional(),
  trigger: ruleTriggerSchema,
  /** For whom it speaks; for everybody when left out. */
  when: z.unknown().optional(),
  /** What it says, by language, English among them: `{name}`, `{day}`, `{due}` and the values of the record. */
  message: texts,
  /** The question that goes with it, by language. */
  question: texts.optional(),
});

/**
 * A rule of one's own as JSON: it can be stored, versioned and sent, and holds no code. Its condition names predicates;
 * its messages are texts with names in braces. `readRule` checks it and makes it a rule.
 */
export type RuleDefinition<P = unknown> = Omit<z.infer<typeof ruleDefinitionSchema>, "when" | "sendAt"> & {
  /** The preferred time of day. */
  readonly sendAt?: ReminderRule["sendAt"];
  /** For whom it speaks. */
  readonly when?: unknown extends P ? Condition | undefined : Condition<P> | undefined;
};
