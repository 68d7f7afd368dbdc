import { addMonths, dayNumber, type PlainDate, parsePlainDate } from "../calendar/index.ts";
import type { PointsEntry, Product } from "../model/index.ts";
import { minorDigits } from "../money/index.ts";
import { createRandom, type Random } from "../stats/index.ts";
import { addLoyalty } from "./_add-loyalty.ts";
import { drawInvoices, drawNotices, drawRecalls } from "./_bills-and-notices.ts";
import { drawBrowsing } from "./_browsing.ts";
import { checkCount } from "./_check-count.ts";
import { drawWaveComplaint } from "./_complaint-wave.ts";
import { channelProfiles, contactCosts } from "./_contact-costs.ts";
import type { CustomerLife } from "./_customer-life.ts";
import { emptyLists } from "./_empty-lists.ts";
import { createLineColumns, type LineColumns } from "./_line-columns.ts";
import { liveTurn } from "./_live-turn.ts";
import { PROGRAMMES } from "./_loyalty-ties.ts";
import { drawNovelties } from "./_novelties.ts";
import { followScript, occasionOf } from "./_occasions.ts";
import { drawInstallations, drawPoints, orderLineRecords } from "./_order-records.ts";
import {
  describeOrganisation,
  drawContacts,
  drawFoundingDay,
  drawTalks,
  officeAddress,
  organisationProcess,
} from "./_organisation.ts";
import {
  assignAccount,
  drawCompetitors,
  drawOpportunities,
  drawOrganisationFacts,
  relateColleagues,
} from "./_organisation-knowledge.ts";
import { describePerson, drawConsents, drawImportantDates, drawInteractions } from "./_person-facts.ts";
import { drawComplaints, drawContactPoints, drawPersonFacts, drawPreferences } from "./_person-knowledge.ts";
import { createPopulation, type Population } from "./_population.ts";
import { simulateCustomer } from "./_simulate-customer.ts";
import { drawSurveyAnswers } from "./_survey.ts";
import { turnOf } from "./_turns.ts";
import { type BuyingProcess, completeProcess } from "./buying-process.ts";
import { channelWeights, orderChannels } from "./order-channels.ts";
import { retailCatalogue } from "./retail-catalogue.ts";
import type { RetailerDataset, RetailerRecords } from "./retailer-dataset.ts";

const DOING = "generate a retailer";

/** Options of {@link generateRetailer}. */
export interface RetailerOptions {
  /** Decides everything that is left to chance. */
  readonly seed: string | number;
  /** The day on which the data are known: orders are those of the two years before it. */
  readonly asOf: PlainDate;
  /**
   * How many persons are customers; there is an organisation for each hundred of them, begun or full.
   *
   * @defaultValue `5000`
   */
  readonly customers?: number | undefined;
  /**
   * ISO 4217 code of all amounts. Prices are the same number of minor units in every currency.
   *
   * @defaultValue `"GBP"`
   */
  readonly currency?: string | undefined;
  /**
   * Changes to the buying process.
   *
   * @defaultValue `{}`, which is {@link defaultBuyingProcess}
   */
  readonly process?: Partial<BuyingProcess> | undefined;
  /**
   * Whether some lives take a turn in the last months, a product was launched, there is a bundle, and one day brought a
   * wave of complaints; all other persons and organisations stay as they are, but for complaints of the wave.
   *
   * @defaultValue `false`
   */
  readonly turns?: boolean | undefined;
}

/**
 * Generates an invented retailer as of a day: two years of orders and returns, the customers behind them, and what
 * the retailer knows of them. All records pass the schemas of `clientele/model`.
 *
 * What is generated for one customer depends on the seed, the day, the process and the customer's number alone.
 * So that a demonstration has something to remind of on any day, a few customers of every 500 are appointed to an
 * occasion: a birthday today, a machine installed three days ago, a service due, points about to expire, a product
 * about used up; with at least 500 customers each occasion is there, whatever the seed and the day. The page
 * "Synthetic data" of the documentation lists them, with the formulas of the buying process. With `turns` some more are
 * appointed to a change that a survey for change finds.
 *
 * @throws RangeError when an option is out of range, or `asOf` does not lie in 1990-01-01 … 2100-12-31, for which
 * birthdays in both calendars are known.
 *
 * @example
 * ```ts
 * import { generateRetailer } from "clientele/synthetic";
 *
 * const retailer = generateRetailer({ seed: 1, asOf: "2026-11-22", customers: 100 });
 * retailer.window; // => { from: "2024-11-22", to: "2026-11-22" }
 * retailer.parties[0]?.name; // => "Cerys Corvane"
 * retailer.orderLines.length; // => 1017
 * ```
 */
export function generateRetailer(options: RetailerOptions): RetailerDataset {
  const { customers = 5000, currency = "GBP", turns = false } = options;
  const asOf = parsePlainDate(options.asOf);
  if (asOf < "1990-01-01" || asOf > "2100-12-31")
    throw new RangeError(`Cannot ${DOING}: asOf must lie in 1990-01-01 to 2100-12-31, got ${asOf}`);
  checkCount(DOING, "customers", customers, 1_000_000);
  minorDigits(currency);
  const process = completeProcess(DOING, options.process);

  const from = addMonths(asOf, -24);
  const window = { from: dayNumber(from), to: dayNumber(asOf) };
  const random = createRandom(options.seed);
  const years = [window.from, dayNumber(addMonths(asOf, -12)), window.to] as const;
  const retailer: Retailer = { asOf, today: window.to, years, currency, turns, lines: createLineColumns() };
  const records: RetailerRecords = {
    ...emptyLists(),
    products: [...retailCatalogue.map(productRecord), ...(turns ? drawNovelties(window.to, currency) : [])],
    channelProfiles: channelProfiles(currency),
    programmes: [...PROGRAMMES],
    ...(turns
      ? { productNotices: [...drawNotices(window.to, currency)], recalls: [...drawRecalls(window.to)] }
      : {}),
  };

  const persons = random.split("persons");
  const personBuyers = createPopulation(persons, process, window, channelWeights.person);
  for (let number = 0; number < customers; number++)
    addPerson(records, retailer, personBuyers, persons, number);

  const companies = random.split("organisations");
  const companyBuyers = createPopulation(
    companies,
    organisationProcess(process),
    window,
    channelWeights.organisation,
  );
  const organisations = Math.ceil(customers / 100);
  for (let number = 0; number < organisations; number++)
    addOrganisation(records, retailer, companyBuyers, companies, number);

  records.orderLines.sort((a, b) => compare(a.orderedOn, b.orderedOn) || compare(a.id, b.id));
  for (const list of Object.values(records)) Object.freeze(list);
  return Object.freeze({ asOf, window: Object.freeze({ from, to: asOf }), currency, ...records });
}

/** What all customers of one dataset share. */
interface Retailer {
  readonly asOf: PlainDate;
  readonly today: number;
  /** Where the last two years begin, and where the second ends. */
  readonly years: readonly [number, number, number];
  readonly currency: string;
  /** Whether lives take turns. */
  readonly turns: boolean;
  /** Refilled for each customer. */
  readonly lines: LineColumns;
}

function addPerson(
  records: RetailerRecords,
  retailer: Retailer,
  population: Population,
  random: Random,
  number: number,
): void {
  const { asOf, today, lines } = retailer;
  const id = `c${String(number + 1).padStart(7, "0")}`;
  const stream = (purpose: string): Random => random.split(purpose).split(number);
  const occasion = occasionOf(number, today);
  const turn = retailer.turns ? turnOf(number) : undefined;
  const history = occasion?.history;
  let life = simulateCustomer(population, number, lines);
  if (history !== undefined) {
    followScript(history, lines);
    life = { ...life, acquiredAt: history[0]!.day, leavesAt: Number.POSITIVE_INFINITY };
  }
  if (turn !== undefined) life = liveTurn(turn, population, stream("turn"), lines);
  const appointed = occasion !== undefined || turn !== undefined;
  const person = describePerson(stream("person"), id, life, today, appointed);
  const closedOn = person.closed === undefined ? today : dayNumber(person.closed.on);
  const span = { from: Math.floor(life.acquiredAt), to: closedOn };
  records.parties.push(person);
  append(records.importantDates, drawImportantDates(stream("dates"), person, span, asOf, occasion));
  append(records.consents, drawConsents(stream("consents"), person, span, appointed));
  const interactions = drawInteractions(stream("contacts"), person, span);
  append(records.interactions, interactions);
  append(records.costEntries, contactCosts(interactions, retailer.currency));
  append(records.facts, drawPersonFacts(stream("facts"), id, span));
  append(records.contactPoints, drawContactPoints(stream("points-of-contact"), person, span));
  append(records.preferences, drawPreferences(stream("preferences"), person, span));
  append(records.complaints, drawComplaints(stream("complaints"), id, span));
  const stays = life.leavesAt >= today;
  append(records.surveyAnswers, drawSurveyAnswers(stream("survey"), id, span, stays));
  if (retailer.turns && person.closed === undefined)
    append(records.complaints, drawWaveComplaint(stream("wave"), id, lines, today));
  if (turn?.browsing !== undefined)
    append(
      records.behaviourEvents,
      drawBrowsing(stream("turn"), { partyId: id, today, browsing: turn.browsing }),
    );
  const points = addPurchases(records, retailer, id, stream, span.to, history !== undefined, MEMBERS.person);
  const { currency, years } = retailer;
  addLoyalty(records, { id, kind: "person", currency, life, span, years, lines, points, stream });
}

function addOrganisation(
  records: RetailerRecords,
  retailer: Retailer,
  population: Population,
  random: Random,
  number: number,
): void {
  const { today, lines } = retailer;
  const id = `o${String(number + 1).padStart(5, "0")}`;
  const stream = (purpose: string): Random => random.split(purpose).split(number);
  const life: CustomerLife = simulateCustomer(population, number, lines);
  const organisation = describeOrganisation(stream("organisation"), id, life);
  const span = { from: Math.floor(life.acquiredAt), to: today };
  const { contacts, affiliations } = drawContacts(stream("people"), organisation, number, span);
  records.parties.push(organisation, ...contacts);
  append(records.affiliations, affiliations);
  append(records.contactPoints, officeAddress(organisation, span));
  append(records.importantDates, drawFoundingDay(stream("dates"), organisation, span));
  append(records.consents, drawConsents(stream("consents"), organisation, span, false));
  const talks = drawTalks(stream("talks"), organisation, contacts, number, span);
  append(records.interactions, talks);
  append(records.costEntries, contactCosts(talks, retailer.currency));
  append(records.facts, drawOrganisationFacts(stream("facts"), id, span));
  append(records.relationships, relateColleagues(contacts, span));
  append(records.accountAssignments, assignAccount(organisation, number, span));
  append(records.competitorPresences, drawCompetitors(stream("competitors"), organisation, span));
  append(
    records.opportunities,
    drawOpportunities(stream("opportunities"), organisation, contacts, retailer.currency, span),
  );
  append(records.invoices, drawInvoices(stream("bills"), id, lines, retailer.currency, today));
  const points = addPurchases(records, retailer, id, stream, today, false, MEMBERS.organisation);
  const { currency, years } = retailer;
  addLoyalty(records, { id, kind: "organisation", currency, life, span, years, lines, points, stream });
}

/** Share of the customers who collect points. */
const MEMBERS = { person: 0.7, organisation: 0 } as const;

function addPurchases(
  records: RetailerRecords,
  { currency, lines }: Retailer,
  id: string,
  stream: (purpose: string) => Random,
  until: number,
  scripted: boolean,
  membership: number,
): readonly PointsEntry[] {
  const chance = stream("points");
  const points = chance.next() < membership || scripted ? drawPoints(chance, id, lines, scripted) : [];
  append(records.pointsEntries, points);
  append(records.installedProducts, drawInstallations(stream("machines"), id, lines, until, scripted));
  append(records.orderLines, orderLineRecords(id, lines, currency, orderChannels));
  return points;
}

function productRecord({ id, name, category, consumable }: (typeof retailCatalogue)[number]): Product {
  return Object.freeze({ schemaVersion: 1 as const, id, name, category, consumable });
}

/** Item by item: the arguments of one call are limited, the lines of one customer are not. */
function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
