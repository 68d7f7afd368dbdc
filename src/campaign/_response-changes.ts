import type { Insight } from "../model/index.ts";
import { adjustPValues, testFisher } from "../stats/index.ts";
import { campaignInsight } from "./_campaign-insight.ts";
import { observed, share } from "./_share.ts";
import type { Count, CustomerContacts, Span } from "./_tally-contacts.ts";

type Counts = Pick<Count, "contacts" | "responses">;

/** What is held against each other. */
interface Compared {
  readonly customerId: string;
  readonly before: Counts;
  readonly recent: Counts;
  readonly p: number;
}

/**
 * Whether customers answer more, or less, than they did, by Fisher's exact test on the channels used before and of late, false
 * discoveries held over all customers that could be tested.
 */
export function responseChanges(
  customers: readonly CustomerContacts[],
  {
    span,
    probability,
    leastContacts,
  }: { readonly span: Span; readonly probability: number; readonly leastContacts: number },
): readonly Insight[] {
  const tested = customers.flatMap((customer): Compared[] => {
    const both = [...customer.before.keys()].filter((channel) => customer.recent.has(channel));
    const [before, recent] = [sumOf(customer.before, both), sumOf(customer.recent, both)];
    if (before.contacts < leastContacts || recent.contacts < leastContacts) return [];
    const p = testFisher([before, recent].map((one) => [one.responses, one.contacts - one.responses])).p;
    return [{ customerId: customer.customerId, before, recent, p }];
  });
  const qValues = adjustPValues(tested.map(({ p }) => p));
  return tested.flatMap(({ customerId, before, recent, p }, i) => {
    const qValue = qValues[i]!;
    if (qValue > 1 - probability) return [];
    return [
      campaignInsight("campaign.response-changed", {
        subjectId: customerId,
        asOf: span.asOf,
        strength: 1 - qValue,
        evidence: [
          ["contacts before", before.contacts],
          ["answered before", before.responses],
          ["contacts of late", recent.contacts],
          ["answered of late", recent.responses],
        ],
        payload: {
          direction: observed(recent) > observed(before) ? "up" : "down",
          before: share(observed(before)),
          after: share(observed(recent)),
          touchesBefore: before.contacts,
          touches: recent.contacts,
          days: span.recentDays,
          p: Number(p.toPrecision(3)),
          qValue: Number(qValue.toPrecision(3)),
        },
      }),
    ];
  });
}

function sumOf(counts: ReadonlyMap<string, Count>, channels: readonly string[]): Counts {
  const of = channels.map((channel) => counts.get(channel)!);
  return {
    contacts: of.reduce((sum, { contacts }) => sum + contacts, 0),
    responses: of.reduce((sum, { responses }) => sum + responses, 0),
  };
}
