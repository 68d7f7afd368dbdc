import * as z from "zod";
import {
  ageOn,
  dateOfDay,
  dayNumber,
  daysBetween,
  isTimeZone,
  type PlainDate,
} from "../../calendar/index.ts";
import { type Consent, channelSchema, contactPurposeSchema } from "../../model/index.ts";
import { classOf, dayOf } from "../_moments.ts";
import { bounded, definePredicate, rangeShape, UNKNOWN, within } from "../predicate.ts";
import { birthdaysOf } from "../rules/birthday.ts";
import { lastTalk } from "../rules/regular-contact.ts";

const text = z.string().min(1).max(200);
const some = (values: z.ZodType<string>) => z.array(values).min(1).max(100);

/** The day so many days before another, within the years that a plain date can have. */
function boundBefore(day: PlainDate, days: number | undefined, open: PlainDate): PlainDate {
  if (days === undefined) return open;
  const bound = dayNumber(day) - days;
  if (bound < dayNumber("0001-01-01")) return "0001-01-01";
  return bound > dayNumber("9999-12-31") ? "9999-12-31" : dateOfDay(bound);
}

/** Questions about the party itself and the contact with it. */
export const partyPredicates = {
  "party.kind": definePredicate({
    schema: z.strictObject({ in: z.array(z.enum(["person", "organisation", "household"])).min(1) }),
    asks: "Is it a person, an organisation or a household?",
    effort: 0,
    reads: () => [],
    compile: (o) => {
      const kinds = new Set<string>(o.in);
      return ({ party }) => ({ holds: kinds.has(party.kind), value: party.kind });
    },
    test: (o) => {
      const [person, organisation, household] = (["person", "organisation", "household"] as const).map(
        (kind) => o.in.includes(kind),
      );
      const [only, ...others] = o.in;
      if (others.length === 0) return ({ party }) => party.kind === only;
      return ({ party: { kind } }) =>
        kind === "person" ? person! : kind === "organisation" ? organisation! : household!;
    },
  }),
  "party.role": definePredicate({
    schema: z.strictObject({
      is: z.enum(["customer", "prospect", "staff", "supplier", "partner", "competitor"]),
    }),
    asks: "Is the party this to the company?",
    effort: 1,
    reads: () => [],
    compile:
      (o) =>
      ({ party }) => ({ holds: party.roles?.includes(o.is) === true, value: party.roles?.join(", ") }),
    test:
      ({ is }) =>
      ({ party: { roles } }) => {
        if (roles === undefined) return false;
        for (let i = 0; i < roles.length; i++) if (roles[i] === is) return true;
        return false;
      },
  }),
  "party.zone": definePredicate({
    schema: z.strictObject({
      in: z
        .array(text.refine(isTimeZone, { error: "must be a time zone such as Asia/Taipei" }))
        .min(1)
        .max(100),
    }),
    asks: "Is the party in one of these time zones?",
    effort: 1,
    reads: () => [],
    compile: (o) => {
      const zones = new Set(o.in);
      return ({ party }) => ({
        holds: party.timeZone !== undefined && zones.has(party.timeZone),
        value: party.timeZone,
      });
    },
    test: (o) => {
      const [only, ...others] = o.in;
      if (others.length === 0) return ({ party }) => party.timeZone === only;
      const [second, ...more] = others;
      if (more.length === 0) return ({ party: { timeZone } }) => timeZone === only || timeZone === second;
      const zones = new Set(o.in);
      return ({ party }) => party.timeZone !== undefined && zones.has(party.timeZone);
    },
  }),
  "party.language": definePredicate({
    schema: z.strictObject({ in: some(text) }),
    asks: "Does the party wish to be addressed in one of these languages?",
    effort: 2,
    reads: () => [],
    compile: (o) => {
      const tags = new Set(o.in);
      return ({ party }) => ({
        holds: party.languages?.some((tag) => tags.has(tag)) === true,
        value: party.languages?.join(", "),
      });
    },
    test: (o) => {
      const tags = new Set(o.in);
      return ({ party }) => party.languages?.some((tag) => tags.has(tag)) === true;
    },
  }),
  "party.days-since-start": definePredicate({
    schema: bounded(z.strictObject(rangeShape)),
    asks: "For how many days has it been a customer?",
    effort: 2,
    reads: () => [],
    compile: (o) => {
      const fits = within(o);
      return ({ party }, { today }) =>
        fits(party.since === undefined ? undefined : daysBetween(party.since, today));
    },
    test: ({ atLeast, atMost }) => {
      // The bounds as days, found once for each day of asking: plain dates are in order as text.
      let [known, first, last]: PlainDate[] = ["0001-01-01", "0001-01-01", "9999-12-31"];
      return ({ party: { since } }, { today }) => {
        if (since === undefined) return false;
        if (today !== known) {
          known = today;
          first = boundBefore(today, atMost === undefined ? undefined : Math.floor(atMost), "0001-01-01");
          last = boundBefore(today, atLeast === undefined ? undefined : Math.ceil(atLeast), "9999-12-31");
        }
        return (atMost === undefined || since >= first!) && (atLeast === undefined || since <= last!);
      };
    },
  }),
  "party.has-owner": definePredicate({
    schema: z.strictObject({}),
    asks: "Does somebody of the own staff look after it?",
    effort: 0,
    reads: () => ["owner"],
    compile:
      () =>
      ({ party }) => ({ holds: party.ownerId !== undefined, value: party.ownerId }),
    test:
      () =>
      ({ party }) =>
        party.ownerId !== undefined,
  }),
  "party.age": definePredicate({
    schema: bounded(z.strictObject(rangeShape)),
    asks: "How old is the person, where the year of birth is known?",
    reads: () => ["importantDates"],
    compile: (o) => {
      const fits = within(o);
      return ({ importantDates = [] }, { today }) => {
        const born = birthdaysOf(importantDates).find(({ date }) => date.year !== undefined);
        const age = born === undefined ? undefined : ageOn(born.date, today);
        return typeof age === "number" ? fits(age) : UNKNOWN;
      };
    },
  }),
  "value.class": definePredicate({
    schema: z.strictObject({ in: z.array(z.enum(["A", "B", "C"])).min(1) }),
    asks: "Is the customer of one of these classes by value?",
    reads: () => ["snapshot"],
    compile: (o) => {
      const classes = new Set<string>(o.in);
      return (dossier, window) => {
        const rank = classOf(dossier, window);
        return rank === undefined ? UNKNOWN : { holds: classes.has(rank), value: rank };
      };
    },
  }),
  "value.segment": definePredicate({
    schema: z.strictObject({ in: some(text) }),
    asks: "Is the customer in one of these RFM segments?",
    reads: () => ["snapshot"],
    compile: (o) => {
      const segments = new Set(o.in);
      return ({ snapshot }) =>
        snapshot === undefined ? UNKNOWN : { holds: segments.has(snapshot.segment), value: snapshot.segment };
    },
  }),
  "contact.days-since-talk": definePredicate({
    schema: bounded(z.strictObject(rangeShape)),
    asks: "How many days ago was the last two-way contact?",
    reads: () => ["interactions"],
    compile: (o) => {
      const fits = within(o);
      return ({ interactions = [] }, window) => {
        const talk = lastTalk(interactions, window);
        return fits(talk === undefined ? undefined : daysBetween(talk.on, window.today));
      };
    },
  }),
  "contact.open-complaints": definePredicate({
    schema: bounded(z.strictObject(rangeShape)),
    asks: "How many complaints are open?",
    reads: () => ["complaints"],
    compile: (o) => {
      const fits = within(o);
      return ({ complaints }, { today, zone }) =>
        fits(
          complaints?.filter(({ history }) => {
            const last = history.filter(({ at }) => dayOf(at, zone) <= today).at(-1)?.state;
            return last !== undefined && last !== "resolved" && last !== "closed";
          }).length,
        );
    },
  }),
  "contact.consent": definePredicate({
    schema: z.strictObject({ to: contactPurposeSchema, by: channelSchema.optional() }),
    asks: "Has the customer granted this purpose, on this channel or on any?",
    reads: () => [],
    compile:
      (o) =>
      ({ consents = [] }, { today }) => {
        // The last record of each address of each channel, and of the whole channel.
        const last = new Map<string, Consent>();
        for (const consent of consents) {
          const { purpose, channel, status, effectiveFrom, contactPointId = "" } = consent;
          if (purpose !== o.to || effectiveFrom > today || (o.by !== undefined && channel !== o.by)) continue;
          const key = `${channel}|${contactPointId}`;
          const other = last.get(key);
          // Of two records of one day the withdrawal counts.
          if (
            other === undefined ||
            effectiveFrom > other.effectiveFrom ||
            (effectiveFrom === other.effectiveFrom && status === "withdrawn")
          )
            last.set(key, consent);
        }
        const holding = [...last.values()].filter(({ status, channel, effectiveFrom }) => {
          const whole = last.get(`${channel}|`);
          return (
            status === "granted" && !(whole?.status === "withdrawn" && whole.effectiveFrom >= effectiveFrom)
          );
        });
        const granted = [...new Set(holding.map(({ channel }) => channel))];
        return { holds: granted.length > 0, value: granted.sort().join(", ") || undefined };
      },
  }),
} as const;
