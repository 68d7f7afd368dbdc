import { dateOfDay, dayNumber, localDayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { BehaviourEvent } from "../model/index.ts";
import { createRandom, type MonteCarlo } from "../stats/index.ts";
import { checkOneOf, checkPositive, checkWhole } from "./_check.ts";
import { compositionsOf, permutationP } from "./_contrast-permutation.ts";
import { decide, insufficient } from "./_decide.ts";
import { qValues } from "./_q-values.ts";
import { checkMixOptions, type MixComparisonOptions, type MixResult, withMoved } from "./compare-mixes.ts";
import { checkReplicates, coefficientsOf, sharesOf, type TwoWeights } from "./compare-session-mixes.ts";
import { measureMixDistance } from "./measure-mix-distance.ts";

/** Options of {@link findInterestShifts}. */
export interface InterestOptions extends Pick<MixComparisonOptions, "alpha" | "minimumDistance">, MonteCarlo {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /** The time zone that makes days of moments. */
  readonly zone: string;
  /**
   * After how many days a session counts half for what is of interest now, and half for what was.
   * @defaultValue `14`
   */
  readonly halfLifeDays?: number | undefined;
  /**
   * How many days of history are looked at.
   * @defaultValue `180`
   */
  readonly historyDays?: number | undefined;
  /**
   * The pause after which another session begins, in minutes.
   * @defaultValue `30`
   */
  readonly sessionMinutes?: number | undefined;
  /**
   * The fewest sessions from which a shift is judged.
   * @defaultValue `8`
   */
  readonly minimumSessions?: number | undefined;
  /**
   * Whether the share of false discoveries over all parties is held, or each test stands for itself.
   * @defaultValue `"false-discovery-rate"`
   */
  readonly many?: "false-discovery-rate" | "none" | undefined;
}

/** The shift of what one party looks at. */
export interface InterestShift {
  /** The party, or the visitor. */
  readonly partyId: string;
  /** Changed, stable, or insufficient, with the decayed shares before and now; the effect is their Jensen–Shannon distance. */
  readonly result: MixResult;
  /** p with all parties taken together; absent where it is insufficient. */
  readonly qValue?: number;
  /** How many sessions with a category there were. */
  readonly sessions: number;
}

const DOING = "find shifts of interest";
const DAY_MS = 86_400_000;

/**
 * Tells for every party whether what it looks at has shifted, from browsing, searching and asking in sessions.
 *
 * now = Σ w x / Σ w, before = Σ (1 − w) x / Σ (1 − w), w = 2^{−age / half-life}, x the session in equal parts for its categories
 *
 * p by dealing the sessions to the moments anew: exact whatever the half-life, with no border between two periods to be chosen, and
 * a session of fifty views is one. Events without a category, of other parties and from `asOf` on are left out.
 *
 * @param events - in any order
 * @returns one for each party with a session, by party
 * @throws RangeError if the day or zone is none or an option is out of its range
 *
 * @example
 * ```ts
 * import { findInterestShifts } from "clientele/trend";
 *
 * const events = Array.from({ length: 40 }, (_, i) => ({
 *   schemaVersion: 1 as const,
 *   id: `e${i}`,
 *   partyId: "ann",
 *   kind: "browse" as const,
 *   occurredAt: new Date(Date.UTC(2026, 0, 1 + 2 * i, 12)).toISOString(),
 *   channel: "web" as const,
 *   category: i < 30 ? "chemicals" : "biotech",
 * }));
 * const [ann] = findInterestShifts(events, { asOf: "2026-03-21", zone: "UTC", seed: 1 });
 * ann?.result.kind === "changed" && ann.result.moved.map(({ value }) => value).sort(); // => ["biotech", "chemicals"]
 * ```
 */
export function findInterestShifts(
  events: Iterable<BehaviourEvent>,
  options: InterestOptions,
): readonly InterestShift[] {
  const { asOf, zone, halfLifeDays = 14, historyDays = 180, sessionMinutes = 30 } = options;
  const { minimumSessions = 8, many = "false-discovery-rate" } = options;
  const settings = checkMixOptions(DOING, options);
  const replicates = checkReplicates(DOING, options.replicates ?? 19_999);
  checkPositive(DOING, "halfLifeDays", halfLifeDays);
  checkPositive(DOING, "sessionMinutes", sessionMinutes);
  checkWhole(DOING, "historyDays", historyDays, 1);
  checkWhole(DOING, "minimumSessions", minimumSessions, 2);
  checkOneOf(DOING, "many", many, ["false-discovery-rate", "none"]);
  const end = dayNumber(asOf);
  const root = createRandom(options.seed).split("interest");
  const tested = [...sessionsOf(events, { zone, end, historyDays, sessionMinutes })]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([partyId, sessions]) => {
      const names = [...new Set(sessions.flatMap(({ categories }) => [...categories]))].sort();
      const codeOf = new Map(names.map((name, code) => [name, code]));
      const short =
        sessions.length < minimumSessions
          ? insufficient("sessions", sessions.length, minimumSessions)
          : names.length < 2
            ? insufficient("categories", names.length, 2)
            : undefined;
      const weights = weightsOf(sessions, end, halfLifeDays);
      const data = compositionsOf(
        sessions.map(({ categories }) =>
          [...categories].map((name) => codeOf.get(name)!).sort((a, b) => a - b),
        ),
        names.length,
      );
      const p =
        short === undefined
          ? permutationP(data, coefficientsOf(weights), {
              random: root.split(partyId),
              replicates,
              enough: 40,
            })
          : -1;
      return { partyId, sessions, names, short, weights, data, p };
    });
  const ps = Float64Array.from(tested, ({ p }) => p);
  const family = qValues(ps, (i) => ps[i]! >= 0, settings.alpha, many);
  return Object.freeze(
    tested.map(({ partyId, sessions, names, short, weights, data, p }) => {
      if (short !== undefined) return Object.freeze({ partyId, result: short, sessions: sessions.length });
      const { before, after, moved } = sharesOf(data, weights, (code) => names[code]!);
      const { jensenShannon } = measureMixDistance({ reference: before, current: after });
      const result = withMoved(
        decide(
          {
            method: `decayed interest of half-life ${halfLifeDays} days, sessions permuted`,
            direction: "sideways",
            effect: jensenShannon,
            interval: undefined,
            p,
            logBayesFactor: undefined,
          },
          {
            significant: p <= family.threshold,
            large: jensenShannon >= settings.minimumDistance,
            since: sinceOfRise(
              sessions,
              moved.find(({ residual }) => residual > 0)?.value,
              end,
              halfLifeDays,
            ),
          },
        ),
        moved,
      );
      return Object.freeze({ partyId, result, qValue: family.q(p), sessions: sessions.length });
    }),
  );
}

interface Session {
  /** The day of its first event. */
  readonly day: number;
  /** Its last moment. */
  last: number;
  readonly categories: Set<string>;
}

/** The sessions of each party that have a category, oldest first. */
function sessionsOf(
  events: Iterable<BehaviourEvent>,
  span: {
    readonly zone: string;
    readonly end: number;
    readonly historyDays: number;
    readonly sessionMinutes: number;
  },
): Map<string, Session[]> {
  const seen = new Map<string, { at: number; category: string }[]>();
  for (const { partyId, occurredAt, category } of events) {
    if (category === undefined) continue;
    const own = seen.get(partyId) ?? [];
    own.push({ at: Date.parse(occurredAt), category });
    seen.set(partyId, own);
  }
  const found = new Map<string, Session[]>();
  for (const [partyId, own] of seen) {
    own.sort((a, b) => a.at - b.at);
    const sessions: Session[] = [];
    for (const { at, category } of own) {
      // No clock is further from UTC than this: most moments need not be asked for their day twice.
      if (at >= (span.end - 1) * DAY_MS && localDayNumber(at, span.zone) >= span.end) break;
      const open = sessions.at(-1);
      if (open !== undefined && at - open.last < span.sessionMinutes * 60_000) {
        open.last = at;
        open.categories.add(category);
        continue;
      }
      const day = localDayNumber(at, span.zone);
      if (day >= span.end || day < span.end - span.historyDays) continue;
      sessions.push({ day, last: at, categories: new Set([category]) });
    }
    if (sessions.length > 0) found.set(partyId, sessions);
  }
  return found;
}

function weightsOf(sessions: readonly Session[], end: number, halfLifeDays: number): TwoWeights {
  const newest = sessions.at(-1)?.day ?? end;
  // By the newest session, and without a difference from 1: no half-life is too short or too long for all of them.
  const recent = Float64Array.from(sessions, ({ day }) => 2 ** (-(newest - day) / halfLifeDays));
  const old = Float64Array.from(sessions, ({ day }) => -Math.expm1((-(end - day) * Math.LN2) / halfLifeDays));
  const shares = (weights: Float64Array): Float64Array => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  return { before: shares(old), after: shares(recent) };
}

/** The first session of the newly favoured category within two half-lives, or its last one ever. */
function sinceOfRise(
  sessions: readonly Session[],
  category: string | undefined,
  end: number,
  halfLifeDays: number,
): PlainDate {
  const having = sessions.filter(({ categories }) => category !== undefined && categories.has(category));
  const recent = having.find(({ day }) => day >= end - 2 * halfLifeDays) ?? having.at(-1) ?? sessions[0]!;
  return dateOfDay(recent.day);
}
