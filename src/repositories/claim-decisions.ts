import type { Claim, ReminderDecision } from "../model/index.ts";
import { readBound } from "./_moment.ts";
import type { ClienteleStore } from "./clientele-store.ts";
import { wasFaster } from "./increment-counter.ts";
import type { OperationOptions, Versioned } from "./repository.ts";
import { StoreError } from "./store-error.ts";

/** Options of {@link claimDecisions}. */
export interface ClaimDecisionsOptions extends OperationOptions {
  /** Who carries the decisions out: the name of a worker. */
  readonly holder: string;
  /** The moment: a UTC instant. */
  readonly now: string;
  /** Until when nobody else may have them: a later instant. */
  readonly until: string;
  /**
   * How many at most.
   * @defaultValue `1`
   */
  readonly limit?: number | undefined;
}

/** The collections that claims need. */
export type ClaimStore = Pick<ClienteleStore, "decisions" | "claims">;

/**
 * Takes the next due decisions to send, none of which anybody else holds: verdict `send`, `at` ≤ now,
 * now < `expiresAt`, not settled, and not claimed, or claimed by somebody whose time is over. The earliest first.
 *
 * Of any number of workers that ask at once, one gets each decision. Whoever has carried it out says so with
 * {@link settleClaim}; whoever cannot gives it back with {@link releaseClaim}, or lets its time run out. A worker
 * that dies between sending and settling leaves a decision that is claimed again: at least once, not exactly once.
 *
 * @throws StoreError `INVALID_QUERY` if a moment is no instant, `until` is not after `now` or `limit` is no count
 *
 * @example
 * ```ts
 * import { claimDecisions, createMemoryStore, settleClaim } from "clientele/repositories";
 *
 * const store = createMemoryStore();
 * const worker = { holder: "w1", now: "2026-11-22T09:00:00Z", until: "2026-11-22T09:05:00Z" };
 * await claimDecisions(store, worker); // => []
 * await settleClaim(store, { id: "none", holder: "w1", now: "2026-11-22T09:01:00Z" }); // => false
 * ```
 */
export async function claimDecisions(
  store: ClaimStore,
  options: ClaimDecisionsOptions,
): Promise<readonly Versioned<ReminderDecision>[]> {
  const { holder, signal, limit = 1 } = options;
  const now = instant(options.now);
  if (instant(options.until) <= now) throw refuse(`until must be after ${options.now}, got ${options.until}`);
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw refuse(`limit must be a positive integer, got ${String(limit)}`);
  }
  const claimed: Versioned<ReminderDecision>[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.decisions.page({ ...candidates(now), limit: PAGE, cursor }, { signal });
    const due = page.items.filter((decision) => isDue(decision, now));
    const claims = await store.claims.getMany(
      due.map(({ id }) => id),
      { signal },
    );
    for (const [i, { id }] of due.entries()) {
      if (claimed.length === limit) return claimed;
      const known = claims[i];
      if (known !== undefined && !isFree(known, now)) continue;
      const claim: Claim = { schemaVersion: 1, id, holder, claimedAt: options.now, until: options.until };
      const saved = await saveClaim(store, claim, known?.version ?? "absent", signal);
      if (saved === undefined) continue;
      // The decision may have been changed since the page was read: it is ours only if it is due now.
      const decision = await store.decisions.get(id, { signal });
      if (decision !== undefined && isDue(decision, now)) claimed.push(decision);
      else await store.claims.delete(id, { expected: saved.version, signal });
    }
    cursor = page.nextCursor;
  } while (cursor !== null && claimed.length < limit);
  return claimed;
}

/** Options of {@link settleClaim}. */
export interface SettleClaimOptions extends OperationOptions {
  /** The decision. */
  readonly id: string;
  /** Who has carried it out. */
  readonly holder: string;
  /** When: a UTC instant. */
  readonly now: string;
}

/**
 * Says that a claimed decision was carried out, so that nobody claims it again.
 *
 * @returns whether it was settled: false if the holder no longer has it, because its time ran out and somebody
 *   else took it. Settling twice is no error.
 */
export async function settleClaim(store: ClaimStore, options: SettleClaimOptions): Promise<boolean> {
  instant(options.now);
  const { id, holder, now, signal } = options;
  const claim = await store.claims.get(id, { signal });
  if (claim === undefined || claim.holder !== holder) return false;
  if (claim.settledAt !== undefined) return true;
  const { version, ...rest } = claim;
  return (await saveClaim(store, { ...rest, settledAt: now }, version, signal)) !== undefined;
}

/** Options of {@link releaseClaim}. */
export type ReleaseClaimOptions = Omit<SettleClaimOptions, "now">;

/**
 * Gives a claimed decision back, so that others may take it at once.
 *
 * @returns whether it was given back: false if the holder no longer has it, or it is settled
 */
export async function releaseClaim(store: ClaimStore, options: ReleaseClaimOptions): Promise<boolean> {
  const { id, holder, signal } = options;
  const claim = await store.claims.get(id, { signal });
  if (claim === undefined || claim.holder !== holder || claim.settledAt !== undefined) return false;
  try {
    return await store.claims.delete(id, { expected: claim.version, signal });
  } catch (error) {
    if (wasFaster(error)) return false;
    throw error;
  }
}

const PAGE = 100;
const MINUTE = 60_000;

/**
 * A page holds at least all that is due. Instants do not compare as text ("09:00:00.5Z" sorts before "09:00:00Z"),
 * but minutes do, so the query rounds outwards and `isDue` decides.
 */
function candidates(now: number) {
  const minute = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 16);
  return {
    where: {
      op: "and",
      of: [
        { op: "eq", field: "verdict", value: "send" },
        { op: "lt", field: "at", value: minute(now + MINUTE) },
        { op: "gte", field: "expiresAt", value: minute(now) },
      ],
    },
    orderBy: [{ field: "at" }],
  } as const;
}

function isDue(decision: ReminderDecision, now: number): boolean {
  if (decision.verdict !== "send" || decision.at === undefined) return false;
  return Date.parse(decision.at) <= now && now < Date.parse(decision.expiresAt);
}

const isFree = (claim: Claim, now: number): boolean =>
  claim.settledAt === undefined && Date.parse(claim.until) <= now;

/** Writes a claim, or nothing when somebody else was faster. */
async function saveClaim(
  store: ClaimStore,
  claim: Claim,
  expected: number | "absent",
  signal: AbortSignal | undefined,
): Promise<Versioned<Claim> | undefined> {
  try {
    return await store.claims.save(claim, { expected, signal });
  } catch (error) {
    if (wasFaster(error)) return undefined;
    throw error;
  }
}

function instant(text: string): number {
  if (typeof text !== "string") throw refuse(`a moment must be a UTC instant, got ${String(text)}`);
  return readBound(text, "instant") as number;
}

const refuse = (why: string): StoreError =>
  new StoreError("INVALID_QUERY", `Cannot claim decisions: ${why}`, { details: { collection: "claims" } });
