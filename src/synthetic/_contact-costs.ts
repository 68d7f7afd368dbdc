import type { Channel, ChannelProfile, CostEntry, Interaction } from "../model/index.ts";
import { decimalText, minorDigits } from "../money/index.ts";

/** What one contact costs, in minor units, and whether the customer serves himself. */
const CHANNELS: readonly (readonly [Channel, number, boolean])[] = [
  ["phone", 420, false],
  ["email", 250, false],
  ["chat", 310, false],
  ["store", 180, false],
  ["visit", 6500, false],
  ["post", 160, false],
  ["fax", 60, false],
  ["web", 4, true],
  ["voice-menu", 15, true],
];

/** The retailer's own catalogue of channels. */
export function channelProfiles(currency: string): ChannelProfile[] {
  return CHANNELS.map(([channel, cost, selfService]) =>
    Object.freeze<ChannelProfile>({
      schemaVersion: 1,
      id: `channel-${channel}`,
      channel,
      name: channel,
      selfService,
      automated: selfService || channel === "fax",
      direction: "both",
      unitCost: decimalText(cost, minorDigits(currency)),
      currency,
    }),
  );
}

/** What the contacts of a customer cost, each at the unit cost of its channel. */
export function contactCosts(interactions: readonly Interaction[], currency: string): CostEntry[] {
  return interactions.map((interaction) =>
    Object.freeze<CostEntry>({
      schemaVersion: 1,
      id: `${interaction.id}-cost`,
      customerId: interaction.partyId,
      on: interaction.occurredAt.slice(0, 10) as CostEntry["on"],
      kind: interaction.channel === "visit" ? "selling" : "service",
      amount: decimalText(
        CHANNELS.find(([channel]) => channel === interaction.channel)?.[1] ?? 0,
        minorDigits(currency),
      ),
      currency,
      driver: Object.freeze({ name: "contacts", quantity: "1" }),
      causedBy: Object.freeze({ kind: "interaction" as const, id: interaction.id }),
    }),
  );
}
