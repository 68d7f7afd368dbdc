import { addDays, instantOf, type PlainDate } from "../calendar/index.ts";
import { type CampaignFindings, collectContacts, findCampaignInsights } from "../campaign/index.ts";
import type { CampaignResponse, CampaignTouch, CustomerSnapshot, Interaction } from "../model/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import type { Progress } from "./_progress.ts";
import type { ReminderHistory } from "./_read-history.ts";

/** The days that are looked back on. */
const LOOK_BACK_DAYS = 365;

/** Reads the contacts of the last year, and finds how customers answer them. */
export async function analyseCampaigns(
  store: Pick<ClienteleStore, "interactions" | "campaignTouches" | "campaignResponses">,
  { sends, events }: ReminderHistory,
  {
    asOf,
    zone,
    snapshots,
  }: { readonly asOf: PlainDate; readonly zone: string; readonly snapshots: readonly CustomerSnapshot[] },
  { signal }: Progress,
): Promise<CampaignFindings> {
  const moment = (day: PlainDate): string => new Date(instantOf(day, "00:00", zone)).toISOString();
  const span = { from: moment(addDays(asOf, -LOOK_BACK_DAYS)), to: moment(asOf) };
  const interactions: Interaction[] = [];
  for await (const one of store.interactions.read(span, { signal })) interactions.push(one);
  const touches: CampaignTouch[] = [];
  for await (const one of store.campaignTouches.read(span, { signal })) touches.push(one);
  const responses: CampaignResponse[] = [];
  for await (const one of store.campaignResponses.read(span, { signal })) responses.push(one);
  const contacts = collectContacts({ sends, events, interactions, touches, responses }, { zone });
  const segments = new Map(
    snapshots.flatMap(({ customerId, segment }) => (segment === undefined ? [] : [[customerId, segment]])),
  );
  return findCampaignInsights(contacts, { asOf, lookBackDays: LOOK_BACK_DAYS, segments });
}
