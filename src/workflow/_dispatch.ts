import type { ReminderDecision, ReminderEvent } from "../model/index.ts";
import { escalationId, recheckDecision } from "../reminders/index.ts";
import {
  type ClienteleStore,
  releaseClaim,
  StoreError,
  type StoreTransaction,
  type Versioned,
} from "../repositories/index.ts";
import { eventId } from "./_event-id.ts";
import type { Progress } from "./_progress.ts";
import { readDossiersOf } from "./_read-dossiers-of.ts";
import { readHistory } from "./_read-history.ts";
import { withResponses } from "./_responses.ts";
import { withRewards } from "./_rewards.ts";
import type { DispatchOptions, DispatchReport } from "./dispatch-options.ts";

/** Carries contacts out one by one and keeps account of them. */
export interface Dispatch {
  carryOut(contact: readonly Versioned<ReminderDecision>[]): Promise<void>;
  report(claimed: number): DispatchReport;
}

interface Terms extends DispatchOptions {
  /** When the lease is over. */
  readonly until: string;
  readonly attempts: number;
}

/** A decision as it was claimed, and as it is decided now. */
interface Checked {
  readonly claimed: Versioned<ReminderDecision>;
  readonly decision: ReminderDecision;
}

type Lists = { -readonly [K in keyof Omit<DispatchReport, "claimed">]: DispatchReport[K][number][] };

/** Reads once what asking again needs, for all that was claimed and everybody of their units. */
export async function createDispatch(
  store: ClienteleStore,
  all: readonly Versioned<ReminderDecision>[],
  terms: Terms,
  progress: Progress,
): Promise<Dispatch> {
  const { asOf, zone, holder, signal, until, attempts, guarantee = "at-most-once" } = terms;
  const lists: Lists = { sent: [], failed: [], withdrawn: [], waiting: [], lost: [] };
  const giveBack = async (contact: readonly ReminderDecision[]): Promise<void> => {
    for (const { id } of contact) await releaseClaim(store, { id, holder });
  };
  let known: Pick<Parameters<typeof recheckDecision>[1], "dossiers" | "history" | "events"> & {
    readonly events: readonly ReminderEvent[];
  };
  let escalating: readonly ReminderDecision[] = [];
  try {
    const subjects = all.map(({ subjectId }) => subjectId);
    const dossiers =
      all.length === 0 ? [] : await readDossiersOf(store, subjects, { ...terms, instant: asOf }, progress);
    const scope = dossiers.map(({ party }) => party.id);
    const history = await readHistory(store, asOf, progress, scope);
    const { sends, events } = history;
    const told = withRewards(withResponses(dossiers, history), terms.plans ?? {});
    known = { dossiers: told, history: sends, events };
    escalating = sends.filter(({ audience }) => audience === "owner");
  } catch (error) {
    await giveBack(all);
    throw error;
  }
  const { events } = known;
  const event = (
    { id: decisionId, subjectId }: ReminderDecision,
    what: Pick<ReminderEvent, "kind" | "outcome" | "note">,
  ): ReminderEvent => ({
    schemaVersion: 1,
    id: eventId({ decisionId, at: asOf, ...what }),
    decisionId,
    subjectId,
    at: asOf,
    ...what,
  });
  /** Does the writing in one transaction; false when somebody else was faster, and then nothing is written. */
  const write = async (
    what: readonly Checked[],
    work: (tx: StoreTransaction, checked: Checked) => Promise<void>,
    loses: (ids: readonly string[]) => void = (ids) => lists.lost.push(...ids),
  ): Promise<boolean> => {
    try {
      await store.transaction(
        async (tx) => {
          for (const checked of what) {
            const claim = await tx.claims.get(checked.claimed.id);
            if (claim?.holder !== holder || claim.until !== until) throw taken(checked.claimed.id);
            await work(tx, checked);
          }
        },
        { maxRetries: 3 },
      );
      return true;
    } catch (error) {
      const codes = ["VERSION_CONFLICT", "SERIALIZATION_FAILURE", "ALREADY_EXISTS", "NOT_FOUND"] as const;
      if (!codes.some((code) => StoreError.is(error, code))) throw error;
      loses(what.map(({ claimed }) => claimed.id));
      return false;
    }
  };
  const settle = async (tx: StoreTransaction, id: string): Promise<void> => {
    const { version, ...claim } = (await tx.claims.get(id))!; // the caller has just looked
    await tx.claims.save({ ...claim, settledAt: asOf }, { expected: version });
  };
  const keep = async (tx: StoreTransaction, { claimed, decision }: Checked): Promise<void> => {
    await tx.decisions.save(decision, { expected: claimed.version });
  };

  /** Withdraws or puts off what may not go out now; the rest is returned. */
  const filter = async (contact: readonly Versioned<ReminderDecision>[]): Promise<readonly Checked[]> => {
    const standing: Checked[] = [];
    for (const claimed of contact) {
      const decision = recheckDecision(claimed, { asOf, zone, ...known, ...terms.reminders });
      const { id } = claimed;
      const { verdict, at } = decision;
      const [reason] = decision.reasons;
      const checked = { claimed, decision };
      if (verdict === "send" && (at === undefined || Date.parse(at) <= Date.parse(asOf)))
        standing.push(checked);
      else if (reason?.code === "already-decided" || reason?.code === "done") {
        // It went out, or there is nothing left to do: what is stored is right as it is.
        if (await write([checked], (tx) => settle(tx, id))) lists.lost.push(id);
      } else if (verdict === "suppress") {
        const code = reason?.code ?? "retracted";
        const text = reason?.text ?? "";
        const done = await write([checked], async (tx) => {
          await keep(tx, checked);
          await tx.claims.delete(id, { expected: "present" });
          await tx.reminderEvents.append([event(claimed, { kind: "retracted", note: text })]);
        });
        if (done) lists.withdrawn.push(Object.freeze({ id, code, text }));
      } else {
        const done = await write([checked], async (tx) => {
          await keep(tx, checked);
          await tx.claims.delete(id, { expected: "present" });
        });
        if (done) lists.waiting.push(Object.freeze({ id, until: at ?? decision.expiresAt }));
      }
    }
    return standing;
  };

  const succeeded = async (contact: readonly Checked[]): Promise<void> => {
    // First of all: whoever claims it again sees that it went out.
    const delivered = contact.map(({ claimed }) => event(claimed, { kind: "outcome", outcome: "delivered" }));
    const escalated = contact.flatMap(({ claimed }) => {
      const task = escalating.find(({ id }) => escalationId(id) === claimed.id);
      return task === undefined ? [] : [event(task, { kind: "escalated" })];
    });
    await store.reminderEvents.append([...delivered, ...escalated]);
    lists.sent.push(...contact.map(({ claimed }) => claimed.id));
    if (guarantee === "at-most-once") return;
    const settleSent = async (tx: StoreTransaction, checked: Checked): Promise<void> => {
      await keep(tx, checked);
      await settle(tx, checked.claimed.id);
    };
    await write(contact, settleSent, () => undefined);
  };

  const failed = async (contact: readonly Checked[], error: unknown): Promise<void> => {
    const text = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
    for (const checked of contact) {
      const { id, decidedAt } = checked.claimed;
      const earlier = events.filter(
        (one) =>
          one.decisionId === id && one.kind === "failed" && Date.parse(one.at) >= Date.parse(decidedAt),
      );
      const givenUp = earlier.length + 1 >= attempts;
      const done = await write([checked], async (tx) => {
        const { version, settledAt: _settled, ...claim } = (await tx.claims.get(id))!; // as above
        // The decision stays as it was claimed, so that failures are counted from when it was decided.
        const { version: _own, ...before } = checked.claimed;
        const stored = await tx.decisions.get(id);
        if (stored !== undefined) await tx.decisions.save(before, { expected: stored.version });
        await tx.claims.save({ ...claim, ...(givenUp ? { settledAt: asOf } : {}) }, { expected: version });
        await tx.reminderEvents.append([event(checked.claimed, { kind: "failed", note: cleaned(text) })]);
      });
      if (done) lists.failed.push(Object.freeze({ id, error: text, givenUp }));
    }
  };

  return {
    async carryOut(contact) {
      if (signal?.aborted === true) return giveBack(contact);
      const standing = await filter(contact);
      const [first, ...rest] = standing;
      if (first === undefined) return;
      if (guarantee === "at-most-once") {
        const taken = await write(standing, async (tx, checked) => {
          await keep(tx, checked);
          await settle(tx, checked.claimed.id);
        });
        if (!taken) return;
      }
      try {
        await terms.send(first.decision, { together: rest.map(({ decision }) => decision), signal });
      } catch (error) {
        return failed(standing, error);
      }
      return succeeded(standing);
    },
    report(claimed) {
      // In the order in which they were claimed, whoever was ready first.
      const place = new Map(all.map(({ id }, i) => [id, i]));
      const inOrder = <T>(list: readonly T[], idOf: (one: T) => string): readonly T[] =>
        Object.freeze([...list].sort((a, b) => place.get(idOf(a))! - place.get(idOf(b))!));
      return Object.freeze({
        claimed,
        sent: inOrder(lists.sent, (id) => id),
        failed: inOrder(lists.failed, ({ id }) => id),
        withdrawn: inOrder(lists.withdrawn, ({ id }) => id),
        waiting: inOrder(lists.waiting, ({ id }) => id),
        lost: inOrder(lists.lost, (id) => id),
      });
    },
  };
}

/** What a store cannot hold has no place in a note, and an empty one is none. */
const cleaned = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, "\uFFFD") || "failed";

function taken(id: string): StoreError {
  return new StoreError("VERSION_CONFLICT", `Cannot go on: somebody else has taken ${JSON.stringify(id)}`);
}
