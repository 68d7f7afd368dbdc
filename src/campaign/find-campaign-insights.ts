import { type PlainDate, parsePlainDate } from "../calendar/index.ts";
import type { Channel, Insight } from "../model/index.ts";
import { channelHabit, contactPressure, type Grounds, responsePattern } from "./_findings.ts";
import { responseChanges } from "./_response-changes.ts";
import { type CustomerContacts, type Span, spanOf, tallyContacts } from "./_tally-contacts.ts";
import { usualRates } from "./_usual-rates.ts";
import type { Contact, ContactKind } from "./contact.ts";
import type { ResponseRates } from "./fit-response-rates.ts";
import type { NotEnoughContacts } from "./not-enough-contacts.ts";
import { type PressureTable, tabulatePressure } from "./pressure-table.ts";

/** Options of {@link findCampaignInsights}. */
export interface CampaignInsightOptions {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /**
   * How many days are looked back on.
   * @defaultValue `365`
   */
  readonly lookBackDays?: number | undefined;
  /**
   * How long a contact has to be answered, in days; contacts of the last of these days are not counted, for they have not had it.
   * @defaultValue `14`
   */
  readonly answerDays?: number | undefined;
  /**
   * After how many days a contact counts half.
   * @defaultValue `180`
   */
  readonly halfLifeDays?: number | undefined;
  /**
   * The days over which the pressure of contacts is counted.
   * @defaultValue `28`
   */
  readonly pressureDays?: number | undefined;
  /**
   * The last days that are held against those before them, to see whether answers become fewer.
   * @defaultValue `90`
   */
  readonly recentDays?: number | undefined;
  /**
   * How likely a finding must be, from 0.5 to below 1.
   * @defaultValue `0.95`
   */
  readonly probability?: number | undefined;
  /**
   * The contacts without which nothing is said of a customer.
   * @defaultValue `5`
   */
  readonly leastContacts?: number | undefined;
  /**
   * The segment of each customer: what is usual is learned in it where it has enough, else of all.
   * @defaultValue none: all customers are one segment
   */
  readonly segments?: ReadonlyMap<string, string> | undefined;
}

/** How contacts of one kind by one channel are answered. */
export interface AnsweredGroup {
  /** What the contacts were. */
  readonly kind: ContactKind;
  /** By which way. */
  readonly channel: Channel;
  /** How many customers had one. */
  readonly customers: number;
  /** How many there were. */
  readonly contacts: number;
  /** How many were answered in time. */
  readonly responses: number;
  /** What is usual, or what there is too little of. */
  readonly rates: ResponseRates | NotEnoughContacts;
}

/** How contacts are answered, by kind, channel and number. */
export interface CampaignSurvey {
  /** Marks the record. */
  readonly kind: "campaign";
  /** The first day whose contacts count. */
  readonly from: PlainDate;
  /** The first day whose contacts have not had their time to be answered. */
  readonly to: PlainDate;
  /** How many customers had a contact. */
  readonly customers: number;
  /** How many contacts there were. */
  readonly contacts: number;
  /** How many were answered in time. */
  readonly responses: number;
  /** What is usual of all contacts. */
  readonly rates: ResponseRates | NotEnoughContacts;
  /** By kind and channel. */
  readonly groups: readonly AnsweredGroup[];
  /** Whether answers fall with the number of contacts. */
  readonly pressure: PressureTable;
}

/** What {@link findCampaignInsights} found. */
export interface CampaignFindings {
  /** Of all customers. */
  readonly survey: CampaignSurvey;
  /** Of single ones, by customer. */
  readonly insights: readonly Insight[];
}

/**
 * Finds customers who answer contacts otherwise than is usual, or than they did, by which channel they answer best, and whether they
 * are contacted more or less than they answer to.
 *
 * What is usual is a beta law learned from all customers (`fitResponseRates`), of a segment and channel where these have enough; the
 * belief about one customer is Beta(a + Σw·answered, b + Σw·not answered), w = 2^(−age / half-life).
 *
 * - `campaign.response-pattern`: P(rate above, or below, what is usual of the kind and channel) is enough; of several the surest.
 * - `campaign.channel-habit`: P(rate on the channel above that on each other one tried) is enough, with as many contacts on others.
 * - `campaign.contact-pressure`: *saturated* if P(rate below the usual) is enough and the window has as many contacts as that of the
 *   median customer, *undersaturated* if P(rate above it) is enough and it has no more, else *on-target*.
 * - `campaign.response-changed`: the share answered in the last `recentDays` differs from that before, on channels used in both, by
 *   Fisher's exact test with a false discovery rate of 1 − probability over all customers tested.
 *
 * All need `leastContacts`, on each side of a comparison, but for *on-target*.
 * Since each finding is true with the probability asked for, of all a share of 1 − probability at most is expected to be false.
 * Who is contacted was chosen: a rate is no effect of the contact. Where answers are not kept on record nothing is told.
 *
 * @throws RangeError if an option means nothing
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { type Contact, findCampaignInsights } from "clientele/campaign";
 *
 * // Twenty customers get a letter a week; each answers one in two to four, the last none.
 * const contacts = Array.from({ length: 20 }, (_, c) =>
 *   Array.from({ length: 24 }, (_, week): Contact => {
 *     const on = addDays("2026-01-05", 7 * week);
 *     return { customerId: `c${c + 10}`, channel: "email", kind: "promotional", on, ...(c < 19 && week % (2 + (c % 3)) === 0 ? { answeredOn: on } : {}) };
 *   }),
 * ).flat();
 * const { survey, insights } = findCampaignInsights(contacts, { asOf: "2026-07-06", probability: 0.9 });
 * [survey.contacts, survey.responses]; // => [480, 168]
 * insights.filter(({ kind }) => kind === "campaign.response-pattern").map(({ subjectId, payload }) => [subjectId, payload["direction"]]); // => [["c29", "down"]]
 * ```
 */
export function findCampaignInsights(
  contacts: Iterable<Contact>,
  options: CampaignInsightOptions,
): CampaignFindings {
  const { probability = 0.95, leastContacts = 5, segments } = options;
  const span = checkSpan(options);
  if (!(probability >= 0.5 && probability < 1))
    throw new RangeError(`Cannot ${DOING}: probability must be from 0.5 to below 1, got ${probability}`);
  if (!(Number.isSafeInteger(leastContacts) && leastContacts >= 1))
    throw new RangeError(
      `Cannot ${DOING}: leastContacts must be an integer of 1 or more, got ${leastContacts}`,
    );
  const customers = tallyContacts(contacts, span);
  const usual = usualRates(customers, segments);
  const touched = customers.flatMap(({ window }) => (window.contacts === 0 ? [] : [window.contacts]));
  const typical = touched.sort((a, b) => a - b)[Math.floor((touched.length - 1) / 2)] ?? 0;
  const grounds: Grounds = { span, probability, leastContacts, usual, typical };
  const insights = [
    ...customers.flatMap((customer) =>
      [responsePattern, channelHabit, contactPressure].flatMap((find) => find(customer, grounds) ?? []),
    ),
    ...responseChanges(customers, grounds),
  ];
  const sum = (of: (customer: CustomerContacts) => number): number =>
    customers.reduce((total, customer) => total + of(customer), 0);
  return Object.freeze({
    survey: Object.freeze({
      kind: "campaign" as const,
      ...spanOf(span),
      customers: customers.length,
      contacts: sum(({ all }) => all.contacts),
      responses: sum(({ all }) => all.responses),
      rates: usual.all,
      groups: Object.freeze([...usual.byGroup].map(([key, rates]) => groupOf(key, rates, customers))),
      pressure: tabulatePressure(customers, span.pressureDays),
    }),
    insights: Object.freeze(insights),
  });
}

const DOING = "find campaign insights";

function groupOf(
  key: string,
  rates: AnsweredGroup["rates"],
  customers: readonly CustomerContacts[],
): AnsweredGroup {
  const [kind, channel] = key.split(" ") as [ContactKind, Channel];
  const counts = customers.flatMap(({ byGroup }) => byGroup.get(key) ?? []);
  return Object.freeze({
    kind,
    channel,
    customers: counts.length,
    contacts: counts.reduce((sum, one) => sum + one.contacts, 0),
    responses: counts.reduce((sum, one) => sum + one.responses, 0),
    rates,
  });
}

function checkSpan(options: CampaignInsightOptions): Span {
  const { asOf, lookBackDays = 365, answerDays = 14, halfLifeDays = 180 } = options;
  const { pressureDays = 28, recentDays = 90 } = options;
  parsePlainDate(asOf);
  const span = { asOf, lookBackDays, answerDays, halfLifeDays, pressureDays, recentDays };
  for (const name of ["lookBackDays", "pressureDays", "recentDays"] as const)
    if (!(Number.isSafeInteger(span[name]) && span[name] >= 1 && span[name] <= 36_600))
      throw new RangeError(`Cannot ${DOING}: ${name} must be an integer from 1 to 36600, got ${span[name]}`);
  if (!(Number.isSafeInteger(answerDays) && answerDays >= 0 && answerDays < lookBackDays))
    throw new RangeError(
      `Cannot ${DOING}: answerDays must be an integer from 0 to below lookBackDays, got ${answerDays}`,
    );
  if (!(Number.isFinite(halfLifeDays) && halfLifeDays > 0))
    throw new RangeError(`Cannot ${DOING}: halfLifeDays must be a positive number, got ${halfLifeDays}`);
  return span;
}
