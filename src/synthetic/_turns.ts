/** How a customer buys for a while. */
export interface Habits {
  /** Mean days from one order to the next, by the days left until the as-of day and the number of the order. */
  readonly gapDays: (ago: number, order: number) => number;
  /** Position of the favourite among the customer's tastes. */
  readonly taste: 0 | 1;
  /** Code of the customer's own channel. */
  readonly channel: number;
  /** Probability of a further main line. */
  readonly extraLines: number;
  /** Mean units beyond the first in a line of a consumable. */
  readonly extraUnits: number;
}

/** A life that takes a turn: habits, and what becomes of them from a day on. */
export interface Turn {
  /** So many days before the as-of day the first order is due. */
  readonly begins: number;
  /** What the customer is used to. */
  readonly habits: Habits;
  /** So many days before the as-of day the turn comes, and what is different from then on. */
  readonly turn?: { readonly ago: number; readonly habits: Partial<Habits> } | undefined;
  /** What the customer looks at on the web: now what was never looked at before, or the same as ever. */
  readonly browsing?: "moves" | "stays" | undefined;
  /** Whether the customer has the product that is replaced, and buys the new one. */
  readonly buysLaunched?: boolean | undefined;
}

/** Of every so many customers, each turn has one. */
const CYCLE = 500;
/** The place of the first, which keeps clear of the occasions: those are at 6, 39, 72 … */
const FIRST = 20;
const STEP = 33;

const every = (days: number) => (): number => days;

const usual: Habits = { gapDays: () => 14, taste: 0, channel: 0, extraLines: 0.3, extraUnits: 0.5 };
/** So many days before the as-of day the turn comes: within the last three months, so that they hold nothing but what came after. */
const AGO = 85;
/** And the first order: a year of habits before the turn, and some days. */
const BEGINS = 460;

const used = (turn: Turn["turn"], habits: Partial<Habits> = {}): Turn => ({
  begins: BEGINS,
  habits: { ...usual, ...habits },
  turn,
});

const TURNS: readonly (() => Turn)[] = [
  // Four times as often; and a tenth as often as every six days.
  () => used({ ago: AGO, habits: { gapDays: every(3.5) } }),
  () => used({ ago: AGO, habits: { gapDays: every(60) } }, { gapDays: every(6) }),
  // As often as ever, but larger baskets.
  () => used({ ago: AGO, habits: { extraLines: 0.75, extraUnits: 3 } }, { gapDays: every(9) }),
  // Another category; another channel.
  () => used({ ago: AGO, habits: { taste: 1 } }, { gapDays: every(9) }),
  () => used({ ago: AGO, habits: { channel: 2 } }, { gapDays: every(9) }),
  // More often and larger baskets together.
  () => used({ ago: AGO, habits: { gapDays: every(5), extraLines: 0.6, extraUnits: 2 } }),
  // No day of turning: growth over a year, decline over a year, bursts of eight orders.
  () => used(undefined, { gapDays: (ago) => 4 * 2 ** (Math.min(ago, 400) / 110) }),
  () => used(undefined, { gapDays: (ago) => 4 * 2 ** ((400 - Math.min(ago, 400)) / 110) }),
  () => used(undefined, { gapDays: (_, order) => (order % 8 === 7 ? 80 : 3) }),
  // Buys as ever, and looks at something new; looks at the same as ever.
  () => ({ ...used(undefined), browsing: "moves" }),
  () => ({ ...used(undefined), browsing: "stays" }),
  // Among the first with the new machine.
  () => ({ ...used(undefined), buysLaunched: true }),
];

/** The turn that the life of a customer takes, if any. */
export function turnOf(customer: number): Turn | undefined {
  const place = (customer % CYCLE) - FIRST;
  return place % STEP === 0 ? TURNS[place / STEP]?.() : undefined;
}
