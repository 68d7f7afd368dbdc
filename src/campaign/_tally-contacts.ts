import { addDays, dayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Contact } from "./contact.ts";

/** Counts of contacts: as they are, and weighed by age. */
export interface Count {
  contacts: number;
  responses: number;
  /** 2^(−age / half-life) each. */
  weight: number;
  answeredWeight: number;
}

/** What one customer was sent, and answered in time. */
export interface CustomerContacts {
  readonly customerId: string;
  readonly all: Count;
  readonly byChannel: ReadonlyMap<string, Count>;
  /** By kind and channel. */
  readonly byGroup: ReadonlyMap<string, Count>;
  /** The days before the last ones, and the last ones, by channel. */
  readonly before: ReadonlyMap<string, Count>;
  readonly recent: ReadonlyMap<string, Count>;
  /** Of the window of pressure. */
  readonly window: { readonly contacts: number; readonly responses: number };
}

/** Which contacts count, and how. */
export interface Span {
  readonly asOf: PlainDate;
  readonly lookBackDays: number;
  readonly answerDays: number;
  readonly halfLifeDays: number;
  readonly pressureDays: number;
  readonly recentDays: number;
}

const groupKey = ({ kind, channel }: Pick<Contact, "kind" | "channel">): string => `${kind} ${channel}`;

/** What has had its time to be answered: the days from `from` to `to`, the latter excluded. */
export function spanOf({ asOf, lookBackDays, answerDays }: Span): {
  readonly from: PlainDate;
  readonly to: PlainDate;
} {
  return { from: addDays(asOf, -lookBackDays), to: addDays(asOf, -answerDays) };
}

/** Counts the contacts of each customer that have had their time to be answered, by customer id. */
export function tallyContacts(contacts: Iterable<Contact>, span: Span): readonly CustomerContacts[] {
  const { asOf, answerDays, halfLifeDays, pressureDays, recentDays } = span;
  const { from, to } = spanOf(span);
  const [recentFrom, windowFrom] = [addDays(to, -recentDays), addDays(to, -pressureDays)];
  const today = dayNumber(asOf);
  const customers = new Map<string, ReturnType<typeof empty>>();
  for (const contact of contacts) {
    const { customerId, channel, on, answeredOn } = contact;
    if (on < from || on >= to) continue;
    const own = customers.get(customerId) ?? empty(customerId);
    customers.set(customerId, own);
    const answered = answeredOn !== undefined && answeredOn <= addDays(on, answerDays);
    const weight = 2 ** ((dayNumber(on) - today) / halfLifeDays);
    const counts = [
      own.all,
      countOf(own.byChannel, channel),
      countOf(own.byGroup, groupKey(contact)),
      countOf(on < recentFrom ? own.before : own.recent, channel),
    ];
    for (const count of counts) {
      count.contacts++;
      count.weight += weight;
      if (!answered) continue;
      count.responses++;
      count.answeredWeight += weight;
    }
    if (on < windowFrom) continue;
    own.window.contacts++;
    if (answered) own.window.responses++;
  }
  return [...customers.values()].sort((a, b) => compareCodePoints(a.customerId, b.customerId));
}

const none = (): Count => ({ contacts: 0, responses: 0, weight: 0, answeredWeight: 0 });

const empty = (customerId: string) => ({
  customerId,
  all: none(),
  byChannel: new Map<string, Count>(),
  byGroup: new Map<string, Count>(),
  before: new Map<string, Count>(),
  recent: new Map<string, Count>(),
  window: { contacts: 0, responses: 0 },
});

function countOf(counts: Map<string, Count>, key: string): Count {
  const count = counts.get(key) ?? none();
  counts.set(key, count);
  return count;
}

/** The counts weighed by age, as the estimates take them: a sum of rounded weights may be a hair too much. */
export const weighed = ({ weight, answeredWeight }: Count) => ({
  contacts: weight,
  responses: Math.min(weight, answeredWeight),
});
