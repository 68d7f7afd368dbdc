import type { Dossier } from "../reminders/index.ts";
import type { DailyPlans } from "./daily-plans.ts";

/** Tells each dossier with points what they can be exchanged for. */
export function withRewards(dossiers: readonly Dossier[], { points }: DailyPlans): readonly Dossier[] {
  if (points === undefined) return dossiers;
  const rewards = points.thresholds;
  return dossiers.map((one) => ((one.points ?? []).length === 0 ? one : { ...one, rewards }));
}
