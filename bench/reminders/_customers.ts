import { addDays, dateOfDay, dayNumber, type PlainDate } from "../../src/calendar/index.ts";
import type { Consent } from "../../src/model/index.ts";
import { type Dossier, defineRule, type ReminderRule } from "../../src/reminders/index.ts";

/** The day of the runs. */
export const TODAY: PlainDate = "2026-06-15";
const ZONES = ["Asia/Taipei", "Asia/Shanghai", "Europe/Berlin", "America/New_York"] as const;

/** Mulberry32: enough chance for a benchmark, the same in every run. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const granted = (["email", "sms"] as const).map(
  (channel): Consent => ({
    schemaVersion: 1,
    id: channel,
    partyId: "all",
    purpose: "promotional",
    channel,
    status: "granted",
    effectiveFrom: "2020-01-01",
  }),
);

/** Customers of four zones with a birthday each, since some day of the last ten years. */
export function makeCustomers(count: number): Dossier[] {
  const random = createRandom(7);
  const last = dayNumber(TODAY);
  return Array.from({ length: count }, (_, i) => {
    const id = `customer-${i}`;
    return {
      party: {
        schemaVersion: 1,
        kind: "person",
        id,
        name: `Customer ${i}`,
        timeZone: ZONES[Math.floor(random() * 4)]!,
        since: dateOfDay(last - 1 - Math.floor(random() * 3650)),
      },
      importantDates: [
        {
          schemaVersion: 1,
          id,
          partyId: id,
          kind: "birthday",
          date: {
            calendar: "gregorian",
            month: 1 + Math.floor(random() * 12),
            day: 1 + Math.floor(random() * 28),
          },
          source: { method: "stated", observedOn: "2020-01-01" },
        },
      ],
      consents: granted,
    };
  });
}

const CELLS = ["product.care", "product.recommend", "customer.care", "customer.recommend"] as const;
const PURPOSES = ["service", "promotional", "care", "promotional"] as const;

/**
 * Rules that come round every `everyDays` days from the first day of the relationship, each on a day of its own: anchor
 * plus offset in closed form, as a service interval is.
 */
export function makeRules(count: number, everyDays: number): readonly ReminderRule[] {
  return Array.from({ length: count }, (_, i) => {
    const phase = Math.floor((i * everyDays) / count);
    return defineRule({
      id: `round-${i}`,
      version: 1,
      cell: CELLS[i % 4]!,
      purpose: PURPOSES[i % 4]!,
      audience: "customer",
      priority: 10 + ((i * 7) % 60),
      catchUpDays: 0,
      reads: [],
      occurrences: ({ party }, { from, to }) => {
        if (party.since === undefined) return [];
        const start = dayNumber(party.since) + phase;
        const first = dayNumber(from);
        const k = Math.max(1, Math.ceil((first - start) / everyDays));
        const found: ReturnType<ReminderRule["occurrences"]>[number][] = [];
        for (let day = start + k * everyDays; day < dayNumber(to); day += everyDays) {
          const due = dateOfDay(day);
          found.push({
            anchor: `round:${due}`,
            due,
            message: `Round ${i} of ${party.name} on ${due}.`,
            evidence: [
              { label: "customer since", value: party.since, asOf: party.since, source: `party:${party.id}` },
            ],
          });
        }
        return found;
      },
    });
  });
}

/** The day after so many days. */
export const later = (days: number): PlainDate => addDays(TODAY, days);
