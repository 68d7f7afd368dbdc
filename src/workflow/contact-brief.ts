import { wallClockAt } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import {
  type ContactBrief,
  type ContactBriefOptions,
  composeContactBrief,
  factsAsOf,
  type KnownFact,
} from "../knowledge/index.ts";
import type {
  AttributeCatalogue,
  Channel,
  Consent,
  CustomerSnapshot,
  Insight,
  Interaction,
  ReminderDecision,
} from "../model/index.ts";
import { type ReminderState, reminderStates } from "../reminders/index.ts";
import { type ClienteleStore, type OperationOptions, StoreError } from "../repositories/index.ts";
import { readLastFindings } from "./_last-findings.ts";
import { isOwnInsight } from "./_own-records.ts";
import { createProgress } from "./_progress.ts";
import { readHistory } from "./_read-history.ts";
import { readKnowledge } from "./_read-knowledge.ts";

/** Options of {@link contactBrief}. */
export interface CustomerBriefOptions
  extends OperationOptions,
    Pick<ContactBriefOptions, "productId" | "languages" | "atMost" | "expressConsentTo" | "withinDays"> {
  /** The moment: a UTC instant. */
  readonly asOf: string;
  /**
   * The company's time zone: in which day the moment lies.
   * @defaultValue `"UTC"`
   */
  readonly zone?: string | undefined;
  /**
   * The channel of the contact.
   * @defaultValue the one that the party prefers, else `"phone"`
   */
  readonly channel?: Channel | undefined;
  /**
   * How many of the last contacts are shown.
   * @defaultValue `5`
   */
  readonly recent?: number | undefined;
  /**
   * The catalogue that the facts are written under.
   * @defaultValue `builtInAttributes`
   */
  readonly attributes?: AttributeCatalogue | undefined;
}

/** A reminder that waits for somebody, and where it stands. */
export interface OpenReminder {
  /** What to say, why, and on which evidence. */
  readonly decision: ReminderDecision;
  /** Where it stands. */
  readonly state: ReminderState;
}

/** How far one channel may be used for one purpose. */
export interface ConsentOn {
  /** The purpose. */
  readonly purpose: Consent["purpose"];
  /** The channel. */
  readonly channel: Channel;
  /** What holds on the day. */
  readonly status: Consent["status"];
  /** Since when. */
  readonly since: Consent["effectiveFrom"];
}

/** One thing known, and how fresh it is. */
export type FreshFact = Pick<
  KnownFact,
  "attribute" | "qualifier" | "value" | "freshness" | "certainty" | "standing"
>;

/** Everything about one customer that whoever has contact next should have seen. */
export interface CustomerBrief extends ContactBrief {
  /** Scores, segment, class and value, of the last run. */
  readonly snapshot?: CustomerSnapshot | undefined;
  /** What the last run and others concluded, the strongest first. */
  readonly conclusions: readonly Insight[];
  /** The last contacts, the latest first. */
  readonly recent: readonly Interaction[];
  /** Reminders that are open, put off, escalated or wait for their moment, by moment. */
  readonly reminders: readonly OpenReminder[];
  /** What is known and how fresh it is, the least certain first. */
  readonly freshness: readonly FreshFact[];
  /** What the party has permitted and withdrawn. */
  readonly consents: readonly ConsentOn[];
}

/**
 * Reads one customer's page: who it is, class and segment, where the last contact stopped, complaints, days that come
 * round, what analyses concluded, which reminders wait and on which evidence, how fresh the facts are, what may be used
 * to reach it, and the one or two questions to ask. It reads the records of this party and its organisations, not the
 * whole store, and writes nothing.
 *
 * @param partyId - the customer, or the person at the customer's
 *
 * @throws StoreError `NOT_FOUND` if the store has no such party
 * @throws RangeError if an option means nothing
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "clientele/repositories";
 * import { contactBrief, runDaily } from "clientele/workflow";
 *
 * const store = createMemoryStore();
 * const ann = { schemaVersion: 1, kind: "person", id: "ann", name: "Ann", since: "2026-04-02", ownerId: "eve" } as const;
 * await store.parties.save(ann, { expected: "absent" });
 * await store.orderLines.append([
 *   { schemaVersion: 1, id: "l1", orderId: "o1", customerId: "ann", orderedOn: "2026-05-30", amount: "85.00", currency: "EUR" },
 * ]);
 * await runDaily(store, { asOf: "2026-06-01", zone: "UTC", currency: "EUR" });
 * const brief = await contactBrief(store, "ann", { asOf: "2026-06-01T09:30:00Z" });
 * [brief.name, brief.snapshot?.abc]; // => ["Ann", "A"]
 * brief.questions[0]?.text; // => "What do you need that you do not get today?"
 * ```
 */
export async function contactBrief(
  store: ClienteleStore,
  partyId: string,
  options: CustomerBriefOptions,
): Promise<CustomerBrief> {
  const { asOf, zone = "UTC", signal, recent = 5, attributes, ...more } = options;
  if (!Number.isSafeInteger(recent) || recent < 0) {
    throw new RangeError(`Cannot brief: recent must be a whole number, got ${describeValue(recent)}`);
  }
  const now = Date.parse(asOf);
  if (Number.isNaN(now)) {
    throw new RangeError(`Cannot brief: asOf must be a UTC instant, got ${describeValue(asOf)}`);
  }
  const day = wallClockAt(now, zone).date;
  const stored = await store.parties.get(partyId, { signal });
  if (stored === undefined) {
    throw new StoreError("NOT_FOUND", `Cannot brief: there is no party ${describeValue(partyId)}`, {
      details: { collection: "parties", id: partyId },
    });
  }
  const { version: _ofTheStore, ...party } = stored;
  const channel = options.channel ?? party.preferredChannel ?? "phone";
  const knowledge = await readKnowledge(store, party, { asOf, attributes }, { signal });
  const findings = await readLastFindings(store, day, [partyId], { signal });
  const conclusions = [...findings.insights, ...(await othersInsights(store, partyId, day, { signal }))].sort(
    (a, b) => b.strength - a.strength || (a.id < b.id ? -1 : 1),
  );
  const brief = composeContactBrief(
    { ...knowledge, insights: conclusions },
    { ...more, asOf, validOn: day, channel },
  );
  const view = factsAsOf(knowledge.facts, { subjectId: partyId, asOf, validOn: day });
  const contacts = (knowledge.interactions ?? []).filter(
    (one) => one.partyId === partyId || one.personId === partyId,
  );
  const [snapshot] = findings.snapshots;
  return Object.freeze({
    ...brief,
    ...(snapshot === undefined ? {} : { snapshot }),
    conclusions: Object.freeze(conclusions),
    recent: Object.freeze(contacts.slice(contacts.length - Math.min(recent, contacts.length)).reverse()),
    reminders: await openReminders(store, partyId, asOf, { signal }),
    freshness: Object.freeze(
      view.known
        .map(({ fact: _fact, support: _support, ...known }) => Object.freeze(known))
        .sort((a, b) => a.certainty - b.certainty),
    ),
    consents: consentsOn(knowledge.consents ?? [], day),
  });
}

/** Insights that others have stored, of each kind the latest. */
async function othersInsights(
  store: ClienteleStore,
  partyId: string,
  day: string,
  options: OperationOptions,
): Promise<readonly Insight[]> {
  const where = {
    op: "and",
    of: [
      { op: "eq", field: "subjectId", value: partyId },
      { op: "lte", field: "asOf", value: day },
    ],
  } as const;
  const latest = new Map<string, Insight>();
  const orderBy = [{ field: "asOf" }] as const;
  for await (const { version: _ofTheStore, ...insight } of store.insights.stream(
    { where, orderBy },
    options,
  )) {
    if (!isOwnInsight(insight)) latest.set(insight.kind, insight);
  }
  return [...latest.values()];
}

const WAITING: ReadonlySet<ReminderState["state"]> = new Set([
  "waiting",
  "open",
  "acknowledged",
  "snoozed",
  "escalated",
]);

async function openReminders(
  store: ClienteleStore,
  partyId: string,
  asOf: string,
  { signal }: OperationOptions,
): Promise<readonly OpenReminder[]> {
  const { sends, events } = await readHistory(store, asOf, createProgress(signal, undefined), [partyId]);
  const states = reminderStates(sends, { events, asOf });
  const open = sends.flatMap(({ version: _ofTheStore, ...decision }) => {
    const state = states.get(decision.id);
    return state !== undefined && WAITING.has(state.state) ? [Object.freeze({ decision, state })] : [];
  });
  const moment = ({ decision }: OpenReminder): number => Date.parse(decision.at ?? decision.decidedAt);
  return Object.freeze(
    open.sort((a, b) => moment(a) - moment(b) || (a.decision.id < b.decision.id ? -1 : 1)),
  );
}

/** What holds on the day; of two records of one day the withdrawal. */
function consentsOn(consents: readonly Consent[], day: string): readonly ConsentOn[] {
  const last = new Map<string, Consent>();
  for (const consent of consents) {
    if (consent.effectiveFrom > day) continue;
    const key = `${consent.purpose} ${consent.channel}`;
    const known = last.get(key);
    if (
      known === undefined ||
      consent.effectiveFrom > known.effectiveFrom ||
      (consent.effectiveFrom === known.effectiveFrom && consent.status === "withdrawn")
    )
      last.set(key, consent);
  }
  return Object.freeze(
    [...last]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { purpose, channel, status, effectiveFrom }]) =>
        Object.freeze({ purpose, channel, status, since: effectiveFrom }),
      ),
  );
}
