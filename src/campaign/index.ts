/**
 * How customers answer contacts: by kind and channel, beside what is usual, more or less than before, and under which pressure.
 *
 * Definitions:
 * - **Contact**: all that reached a customer by one channel on one day. What failed, bounced or has no outcome on record is none.
 * - **Answer**: what the customer did upon it within so many days (`answerDays`): it responded, ordered, clicked, replied, spoke with
 *   us. Opening a letter is none, for programs do it unasked.
 * - **Rate**: answers by contacts. What is **usual** is a beta law of the rates of all customers; the **estimate** of one customer is
 *   that law after its own contacts, the older ones counting less.
 * - **Pressure**: contacts in the window (28 days). *Saturated* is who answers less than is usual and is contacted all the same,
 *   *undersaturated* who answers more and is contacted no more than others.
 * - A rate is no effect: who is contacted was chosen. For the effect of a contact a control group is needed.
 *
 * @packageDocumentation
 */

export {
  answeringOutcomes,
  type CollectContactsOptions,
  type ContactRecords,
  collectContacts,
} from "./collect-contacts.ts";
export { compareResponses, type RateBelief, type ResponseComparison } from "./compare-responses.ts";
export type { Contact, ContactKind } from "./contact.ts";
export {
  estimateResponse,
  type ResponseEstimate,
  type ResponseEstimateOptions,
} from "./estimate-response.ts";
export {
  type AnsweredGroup,
  type CampaignFindings,
  type CampaignInsightOptions,
  type CampaignSurvey,
  findCampaignInsights,
} from "./find-campaign-insights.ts";
export { fitResponseRates, type ResponseCount, type ResponseRates } from "./fit-response-rates.ts";
export type { NotEnoughContacts } from "./not-enough-contacts.ts";
export type { PressureRow, PressureTable } from "./pressure-table.ts";
