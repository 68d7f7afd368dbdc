import { isTimeZone } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import type { ReminderDecision } from "../model/index.ts";
import { type ClienteleStore, claimDecisions, StoreError, type Versioned } from "../repositories/index.ts";
import { createDispatch, type Dispatch } from "./_dispatch.ts";
import { createProgress } from "./_progress.ts";
import { requireTransactions } from "./_require-transactions.ts";
import type { DispatchOptions, DispatchReport } from "./dispatch-options.ts";

/**
 * Carries out what is due: takes decisions that nobody else holds, asks of each whether it still stands (consent, caps,
 * hours and facts may have changed since), hands it to the sender, and records what became of it.
 *
 * What still stands is handed over as it is decided at that moment, with the channel and sender of then. What may no longer
 * be said is stored as suppressed, with an event `retracted`; what has to wait gets its new moment. What went out gets an
 * event `outcome: delivered`, what did not an event `failed`.
 *
 * Any number of workers may run at once: each reminder goes to one of them. With `at-most-once` nothing is ever sent twice,
 * whenever a process dies; what it had taken and not sent is then never sent. With `at-least-once` it is the other way
 * round. Nobody can have both, unless the sender itself recognises the id of a decision it has seen.
 *
 * @throws RangeError if an option means nothing
 * @throws StoreError `UNSUPPORTED` if the store has no transactions, `ABORTED` by the signal
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "clientele/repositories";
 * import { dispatchDue, runDaily } from "clientele/workflow";
 *
 * const store = createMemoryStore();
 * await store.parties.save({ schemaVersion: 1, kind: "person", id: "ann", name: "Ann" }, { expected: "absent" });
 * await store.importantDates.save(
 *   {
 *     schemaVersion: 1,
 *     id: "d1",
 *     partyId: "ann",
 *     kind: "birthday",
 *     date: { calendar: "gregorian", month: 6, day: 1 },
 *     source: { method: "stated", observedOn: "2026-01-05" },
 *   },
 *   { expected: "absent" },
 * );
 * await runDaily(store, { asOf: "2026-06-01", zone: "Europe/Berlin", currency: "EUR" });
 * const outbox: string[] = [];
 * const options = {
 *   asOf: "2026-06-01T07:05:00Z",
 *   zone: "Europe/Berlin",
 *   currency: "EUR",
 *   holder: "worker 1",
 *   send: async ({ channel, message }: { channel?: string | undefined; message: string }) => void outbox.push(`${channel}: ${message}`),
 * };
 * (await dispatchDue(store, options)).sent; // => ["birthday|ann|gregorian:2026"]
 * outbox; // => ["email: Birthday of Ann on 2026-06-01 (age unknown)."]
 * (await dispatchDue(store, options)).claimed; // => 0
 * ```
 */
export async function dispatchDue(store: ClienteleStore, options: DispatchOptions): Promise<DispatchReport> {
  const {
    asOf,
    holder,
    zone,
    signal,
    leaseSeconds = 600,
    limit = 100,
    concurrency = 4,
    attempts = 3,
  } = options;
  for (const [name, value] of Object.entries({ leaseSeconds, limit, concurrency, attempts })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(
        `Cannot dispatch: ${name} must be a positive integer, got ${describeValue(value)}`,
      );
    }
  }
  if (limit > MOST) throw new RangeError(`Cannot dispatch: limit must be at most ${MOST}, got ${limit}`);
  if (!isTimeZone(zone)) {
    throw new RangeError(
      `Cannot dispatch: zone must be a time zone such as Asia/Taipei, got ${describeValue(zone)}`,
    );
  }
  requireTransactions(store, "dispatch");
  const now = Date.parse(asOf);
  if (Number.isNaN(now)) {
    throw new RangeError(`Cannot dispatch: asOf must be a UTC instant, got ${describeValue(asOf)}`);
  }
  const until = new Date(now + leaseSeconds * 1000).toISOString();
  const claimed = await claimDecisions(store, { holder, now: asOf, until, limit, signal });
  const dispatch = await createDispatch(
    store,
    claimed,
    { ...options, until, attempts },
    createProgress(signal, undefined),
  );
  await inParallel(contactsOf(claimed), concurrency, dispatch);
  if (signal?.aborted === true) {
    throw new StoreError("ABORTED", "Cannot dispatch further: aborted", { cause: signal.reason });
  }
  return dispatch.report(claimed.length);
}

/** What is claimed at once is read at once. */
const MOST = 1000;

/** What goes out as one contact, whatever carries it first. */
function contactsOf(
  claimed: readonly Versioned<ReminderDecision>[],
): readonly (readonly Versioned<ReminderDecision>[])[] {
  const contacts = new Map<string, Versioned<ReminderDecision>[]>();
  for (const decision of claimed) {
    const contactId = decision.withId ?? decision.id;
    const known = contacts.get(contactId);
    if (known === undefined) contacts.set(contactId, [decision]);
    else if (decision.id === contactId) known.unshift(decision);
    else known.push(decision);
  }
  return [...contacts.values()];
}

/** Works through the contacts, so many at a time; after the first error of the store no further ones. */
async function inParallel(
  contacts: readonly (readonly Versioned<ReminderDecision>[])[],
  concurrency: number,
  dispatch: Dispatch,
): Promise<void> {
  let [at, broken] = [0, false];
  const work = async (): Promise<void> => {
    while (at < contacts.length && !broken) {
      const contact = contacts[at++]!;
      try {
        await dispatch.carryOut(contact);
      } catch (error) {
        broken = true;
        throw error;
      }
    }
  };
  const workers = await Promise.allSettled(
    Array.from({ length: Math.min(concurrency, contacts.length) }, work),
  );
  const failure = workers.find((worker) => worker.status === "rejected");
  if (failure !== undefined) throw failure.reason;
}
