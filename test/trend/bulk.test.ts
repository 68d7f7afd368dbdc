import { addDays, dayNumber, type PlainDate } from "clientele/calendar";
import type { BehaviourEvent } from "clientele/model";
import { type AnyOrderRow, type OrderRow, orderLogFromRows } from "clientele/orders";
import { createRandom, exponential, normal, poisson } from "clientele/stats";
import {
  compareAmounts,
  findAmountChanges,
  findInterestShifts,
  findMixChanges,
  findValueChanges,
} from "clientele/trend";
import { describe, expect, it } from "vitest";

const FIRST: PlainDate = "2025-01-01";
const day = (offset: number): PlainDate => addDays(FIRST, offset);
const periods = {
  reference: { from: day(0), to: day(360) },
  current: { from: day(360), to: day(480) },
} as const;
const window = { from: FIRST, to: day(480) };

/** Buyers with lognormal amounts, changed by a factor for some in the current period. */
function amountsLog(customers: number, factorOf: (c: number) => number, seed: string) {
  const random = createRandom(seed);
  const rows: OrderRow[] = [];
  for (let c = 0; c < customers; c++)
    for (let at = 0; at < 480; at += 1 + exponential(random, 1 / 15)) {
      const factor = at >= 360 ? factorOf(c) : 1;
      const amount = (50 * factor * Math.exp(normal(random, 0, 0.4))).toFixed(2);
      rows.push({ customerId: `c${String(c).padStart(4, "0")}`, orderedOn: day(Math.floor(at)), amount });
    }
  return orderLogFromRows(rows, { currency: "EUR", window });
}

describe("findAmountChanges", () => {
  it("holds false discoveries and finds those who spend less", () => {
    const log = amountsLog(200, (c) => (c < 30 ? 0.4 : 1), "amounts");
    for (const method of ["mann-whitney", "welch"] as const) {
      const table = findAmountChanges(log, { periods, method });
      const found = table.customerIds.filter((_, i) => table.kinds[i] === 2);
      expect([method, found.filter((id) => id < "c0030").length > 22]).toEqual([method, true]);
      expect([method, found.filter((id) => id >= "c0030").length < 6]).toEqual([method, true]);
      expect(table.up + table.down).toBe(found.length);
    }
  });

  it("agrees with compareAmounts, and names day and money", () => {
    const log = amountsLog(30, (c) => (c < 10 ? 0.3 : 1), "rows");
    const table = findAmountChanges(log, { periods, many: "none" });
    for (const [i, row] of [...table].entries()) {
      const own = [...log.customers.keys()].filter(
        (line) => log.customerIds[log.customers[line]!] === row.customerId,
      );
      const of = ({ from, to }: { from: PlainDate; to: PlainDate }) =>
        own
          .filter(
            (line) =>
              addDays("1970-01-01", log.days[line]!) >= from && addDays("1970-01-01", log.days[line]!) < to,
          )
          .map((line) => log.amounts[line]!);
      const single = compareAmounts({ reference: of(periods.reference), current: of(periods.current) });
      expect(row.result.kind).toBe(single.kind);
      if (single.kind !== "insufficient") expect(table.p[i]).toBe(single.p);
      if (row.result.kind === "changed" && row.customerId < "c0010") {
        expect(row.result.direction).toBe("down");
        expect(row.result.since! > day(300) && row.result.since! < day(460)).toBe(true);
        expect(Number(row.atStake?.amount)).toBeLessThan(0);
      }
    }
    expect(table.down).toBeGreaterThan(5);
  });

  it("takes a rise of all prices for none of one's own", () => {
    const log = amountsLog(100, () => 2.5, "inflation");
    expect(findAmountChanges(log, { periods }).up).toBeGreaterThan(50);
    const together = findAmountChanges(log, { periods, peers: "all" });
    expect(together.up + together.down).toBeLessThan(4);
    expect(together.row(0).peerRatio).toBeCloseTo(2.5, 0);
    // The peers of a customer are all others: without it their ratio is the same.
    const c0 = together.row(0);
    const logs = [...findAmountChanges(log, { periods, many: "none" })]
      .filter(({ customerId }) => customerId !== c0.customerId)
      .flatMap(({ customerId }) => {
        const code = log.customerIds.indexOf(customerId);
        const of = (from: PlainDate, to: PlainDate): number[] => {
          const byDay = new Map<number, number>();
          for (let i = 0; i < log.size; i++) {
            const [day, amount] = [log.days[i]!, log.amounts[i]!];
            if (log.customers[i] !== code || amount <= 0 || day < dayNumber(from) || day >= dayNumber(to))
              continue;
            byDay.set(day, (byDay.get(day) ?? 0) + amount);
          }
          return [...byDay.values()].map(Math.log);
        };
        const [a, b] = [
          of(periods.reference.from, periods.reference.to),
          of(periods.current.from, periods.current.to),
        ];
        const mean = (xs: readonly number[]) => xs.reduce((x, y) => x + y, 0) / xs.length;
        return a.length === 0 || b.length === 0 ? [] : [mean(b) - mean(a)];
      });
    expect(c0.peerRatio).toBeCloseTo(Math.exp(logs.reduce((x, y) => x + y, 0) / logs.length), 12);
    expect(together.row(1).peerRatio).not.toBe(c0.peerRatio);
    expect(() => findAmountChanges(log, { periods, peers: new Map([["c0000", "alone"]]) })).toThrow(
      'peers "alone" must be at least 20 customers with purchases in both periods, got 1',
    );
  });
});

describe("findValueChanges", () => {
  it("holds its level where nothing changes, huge orders included, and finds what does [S1-34]", () => {
    const random = createRandom("value");
    const rows: OrderRow[] = [];
    for (let c = 0; c < 400; c++)
      for (let at = 0; at < 480; at += 1 + exponential(random, 1 / (c < 60 && at > 360 ? 80 : 10)))
        rows.push({
          customerId: `c${String(c).padStart(4, "0")}`,
          orderedOn: day(Math.floor(at)),
          amount: (20 * Math.exp(normal(random, 0, 1.2))).toFixed(2),
        });
    const log = orderLogFromRows(rows, { currency: "EUR", window });
    const each = findValueChanges(log, { periods, many: "none", seed: 1, replicates: 1999, minimumRatio: 1 });
    const stable = each.customerIds.map((id, i) => [id, i] as const).filter(([id]) => id >= "c0060");
    const alarms =
      stable.filter(([, i]) => each.kinds[i] === 2).length /
      stable.filter(([, i]) => each.kinds[i]! > 0).length;
    expect(alarms).toBeLessThan(0.07);
    expect(alarms).toBeGreaterThan(0.02);
    const table = findValueChanges(log, { periods, seed: 1 });
    const found = table.customerIds.filter((_, i) => table.kinds[i] === 2);
    expect(found.filter((id) => id < "c0060").length).toBeGreaterThan(8);
    expect(found.filter((id) => id >= "c0060").length).toBeLessThan(4);
    const row = table.get(found[0]!)!;
    expect(row.result.kind).toBe("changed");
    expect(Number(row.atStake?.amount)).toBeCloseTo(Number(row.after.amount) - Number(row.before!.amount), 1);
  });

  it("does not take a gap between the periods for a fall", () => {
    const steps = [...Array.from({ length: 108 }, () => 5), ...Array.from({ length: 7 }, () => 25)];
    let at = 0;
    const rows = steps.map((step) => {
      const row = { customerId: "ann", orderedOn: day(at), amount: "100" };
      at += step;
      return row;
    });
    const log = orderLogFromRows(rows, { currency: "EUR", window: { from: FIRST, to: day(700) } });
    const apart = {
      reference: { from: FIRST, to: day(365) },
      current: { from: day(540), to: day(700) },
    } as const;
    const { result } = findValueChanges(log, { periods: apart, seed: 1 }).row(0);
    expect(result.kind === "changed" && [result.direction, result.since]).toEqual(["down", day(541)]);
  });

  it("takes returns off, and refuses profit without costs", () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      customerId: "ann",
      orderedOn: day(8 * i),
      amount: "20",
    }));
    const returns = rows.slice(45).map((row) => ({ ...row, amount: "-20" }));
    const log = orderLogFromRows([...rows, ...returns], { currency: "EUR", window });
    const row = findValueChanges(log, { periods, seed: 1 }).row(0);
    expect(row.result.kind === "changed" && [row.result.direction, row.result.effect]).toEqual(["down", 0]);
    expect(row.after.amount).toBe("0.00");
    expect(() => findValueChanges(log, { periods, seed: 1, measure: "profit" })).toThrow(
      "every line must have a cost for profit, got 75 without one",
    );
  });
});

/** Buyers whose baskets hold two categories at the same time; some change theirs. */
function mixLog(customers: number, seed: string, changes: (c: number) => boolean) {
  const random = createRandom(seed);
  const rows: AnyOrderRow[] = [];
  const products = ["tea", "coffee", "cocoa", "milk", "bread"];
  for (let c = 0; c < customers; c++)
    for (let at = 0; at < 480; at += 1 + exponential(random, 1 / 12)) {
      const moved = at >= 360 && changes(c);
      const favourite = moved ? 3 : Math.floor(random.next() * 2);
      const hour = (moved ? 20 : 9) + Math.floor(random.next() * 3);
      const date = day(Math.floor(at));
      const lines = 1 + poisson(random, 1);
      for (let line = 0; line < lines; line++)
        rows.push({
          customerId: `c${String(c).padStart(4, "0")}`,
          orderId: `${c}-${Math.floor(at)}`,
          orderedOn: date,
          orderedAt: `${date}T${String(hour).padStart(2, "0")}:15:00Z`,
          amount: "10",
          productId: products[(favourite + (random.next() < 0.2 ? line : 0)) % 5]!,
          channel: moved ? "web" : random.next() < 0.7 ? "shop" : "web",
          placeId: moved ? "north" : "south",
        });
    }
  return orderLogFromRows(rows, { currency: "EUR", window });
}
const productCategories = new Map([
  ["tea", "drinks"],
  ["coffee", "hot"],
  ["cocoa", "sweet"],
  ["milk", "dairy"],
  ["bread", "bakery"],
]);

describe("findMixChanges", () => {
  it("finds who has changed, of every subject, and nobody else [S1-31] [S1-32]", () => {
    const log = mixLog(70, "mixes", (c) => c < 20);
    for (const of of ["category", "channel", "place", "time-of-day"] as const) {
      const table = findMixChanges(log, { periods, of, productCategories, zone: "UTC", seed: 1 });
      const found = table.customerIds.filter((_, i) => table.kinds[i] === 2);
      expect([of, found.filter((id) => id < "c0020").length > 12]).toEqual([of, true]);
      expect([of, found.filter((id) => id >= "c0020").length < 4]).toEqual([of, true]);
      expect(table.changed).toBe(found.length);
      const row = table.get(found[0]!)!;
      if (row.result.kind !== "changed") throw new Error(row.result.kind);
      expect([of, row.result.since! > day(330) && row.result.since! < day(420)]).toEqual([of, true]);
      const top = { category: "dairy", channel: "web", place: "north", "time-of-day": "evening, 18 to 24" }[
        of
      ];
      expect(row.result.moved.slice(0, 2).map(({ value }) => value)).toContain(top);
    }
    const weekday = findMixChanges(log, { periods, of: "weekday", seed: 1 });
    expect(weekday.changed).toBeLessThan(3);
    expect(weekday.tested).toBeGreaterThan(60);
  });

  it("does not depend on the other customers, and repeats itself", () => {
    const log = mixLog(12, "alone", (c) => c === 0);
    const all = findMixChanges(log, { periods, of: "channel", seed: 7 });
    const again = findMixChanges(log, { periods, of: "channel", seed: 7 });
    expect([...all.p]).toEqual([...again.p]);
    const rows = [...log.customers.keys()]
      .filter((line) => log.customers[line] === 0)
      .map((line) => ({
        customerId: "c0000",
        orderedOn: addDays("1970-01-01", log.days[line]!),
        amount: "10",
        channel: log.channelNames[log.channels![line]!]!,
      }));
    const single = findMixChanges(orderLogFromRows(rows, { currency: "EUR", window }), {
      periods,
      of: "channel",
      seed: 7,
    });
    expect(single.p[0]).toBe(all.p[0]);
  });

  it("says what the log has not", () => {
    const log = orderLogFromRows([{ customerId: "a", orderedOn: FIRST, amount: "1" }], {
      currency: "EUR",
      window,
    });
    expect(() => findMixChanges(log, { periods, of: "channel", seed: 1 })).toThrow(
      "a mix of channel needs lines with a channel",
    );
    expect(() =>
      findMixChanges(
        mixLog(1, "x", () => false),
        { periods, of: "time-of-day", seed: 1 },
      ),
    ).toThrow("needs a zone");
    const short = findMixChanges(log, { periods, of: "weekday", seed: 1 });
    expect(short.row(0).result).toEqual({ kind: "insufficient", of: "purchases now", have: 0, need: 1 });
  });
});

describe("findInterestShifts", () => {
  const asOf = day(120);
  const views = (partyId: string, shifts: boolean, seed: string): BehaviourEvent[] => {
    const random = createRandom(seed);
    return Array.from({ length: 60 }, (_, i) => {
      const at = 2 * i;
      const favourite = shifts && at > 100 ? 2 : Math.floor(random.next() * 2);
      const minutes = Math.floor(random.next() * 600);
      return [0, 5].map((later) => ({
        schemaVersion: 1 as const,
        id: `${partyId}-${i}-${later}`,
        partyId,
        kind: "browse" as const,
        occurredAt: new Date(Date.parse(`${day(at)}T06:00:00Z`) + (minutes + later) * 60_000).toISOString(),
        channel: "web" as const,
        category: ["steel", "energy", "biotech"][favourite]!,
      }));
    }).flat();
  };

  it("follows what is looked at now, with false alarms held [S1-35]", () => {
    const events = Array.from({ length: 120 }, (_, c) =>
      views(`p${String(c).padStart(3, "0")}`, c < 20, `v${c}`),
    ).flat();
    const shifts = findInterestShifts(events, { asOf, zone: "Europe/Berlin", seed: 1, replicates: 4999 });
    const changed = shifts.filter(({ result }) => result.kind === "changed");
    expect(changed.filter(({ partyId }) => partyId < "p020").length).toBeGreaterThan(16);
    expect(changed.filter(({ partyId }) => partyId >= "p020").length).toBeLessThan(4);
    const [first] = changed;
    if (first?.result.kind !== "changed") throw new Error("none");
    expect(first.sessions).toBe(60); // two views of one session are one
    const risen = first.result.moved.find(({ residual }) => residual > 0)!;
    expect(risen.value).toBe("biotech");
    expect(risen.after).toBeGreaterThan(risen.before);
    expect(first.result.since! >= day(92)).toBe(true);
    const reversed = findInterestShifts(events.toReversed(), {
      asOf,
      zone: "Europe/Berlin",
      seed: 1,
      replicates: 4999,
    });
    expect(reversed).toEqual(shifts);
  });

  it("says how many sessions are missing", () => {
    const [short] = findInterestShifts(views("p", false, "s").slice(0, 6), { asOf, zone: "UTC", seed: 1 });
    expect(short).toEqual({
      partyId: "p",
      result: { kind: "insufficient", of: "sessions", have: 3, need: 8 },
      sessions: 3,
    });
  });

  it("leaves out what a session goes on with on the day of the analysis", () => {
    const view = (at: string, category: string): BehaviourEvent => ({
      schemaVersion: 1,
      id: `${at} ${category}`,
      partyId: "p",
      kind: "browse",
      occurredAt: at,
      channel: "web",
      category,
    });
    const events = Array.from({ length: 10 }, (_, i) =>
      view(`2026-03-${String(i + 1).padStart(2, "0")}T12:00:00Z`, i % 2 === 0 ? "tea" : "milk"),
    );
    events.push(view("2026-03-20T22:50:00Z", "tea"), view("2026-03-20T23:05:00Z", "cocoa"));
    for (const [zone, names] of [
      ["Europe/Berlin", ["milk", "tea"]],
      ["UTC", ["cocoa", "milk", "tea"]],
    ] as const) {
      const [shift] = findInterestShifts(events, { asOf: "2026-03-21", zone, seed: 1, replicates: 99 });
      if (shift?.result.kind !== "stable") throw new Error("expected a stable party");
      expect(shift.result.moved.map(({ value }) => value).sort()).toEqual(names);
    }
  });

  it("weighs sessions of any age by any half-life", () => {
    const events = views("p", false, "old");
    const compared = (halfLifeDays: number) =>
      findInterestShifts(events, {
        asOf: "2040-01-01",
        zone: "UTC",
        seed: 1,
        historyDays: 9000,
        halfLifeDays,
      });
    for (const halfLifeDays of [0.1, 1, 1e12, 1e20]) {
      const [shift] = compared(halfLifeDays);
      if (shift === undefined || shift.result.kind === "insufficient") throw new Error("expected a verdict");
      for (const { before, after, residual } of shift.result.moved)
        expect([before, after, residual].every(Number.isFinite)).toBe(true);
    }
  });
});

describe("orders whose lines lie on several days", () => {
  it("are one purchase each, in whichever order their lines come", () => {
    const line = (orderId: string, offset: number, amount: string, channel: string) => ({
      customerId: "ann",
      orderId,
      orderedOn: day(offset),
      amount,
      channel,
    });
    const log = orderLogFromRows(
      [
        // The first line of A is a return, so its first purchase comes after that of B, whose second one follows.
        line("A", 1, "-5", "shop"),
        line("B", 2, "10", "web"),
        line("A", 3, "5", "shop"),
        line("B", 4, "20", "phone"),
        line("C", 5, "7", "web"),
        line("C", 6, "0.5", "web"),
      ],
      { currency: "EUR", window },
    );
    const amounts = findAmountChanges(log, { periods, countBy: "order" }).row(0);
    expect([amounts.referenceEvents, amounts.before?.amount]).toEqual([3, "7.50"]); // of 5, 7.50 and 30
    const mix = findMixChanges(log, { periods, of: "channel", countBy: "order", seed: 1 }).row(0);
    expect(mix.referenceEvents).toBe(3);
  });
});
