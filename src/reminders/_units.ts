import { compareCodePoints } from "../ids/index.ts";
import type { Dossier } from "./dossier.ts";

/** The customers whose contacts compete, by the smallest id in each unit. */
export function groupUnits(dossiers: readonly Dossier[]): readonly (readonly Dossier[])[] {
  const units = new Map<string, Dossier[]>();
  const found: Dossier[][] = [];
  for (const dossier of dossiers) {
    const { unitId } = dossier;
    if (unitId === undefined) {
      found.push([dossier]);
      continue;
    }
    const known = units.get(unitId);
    if (known !== undefined) known.push(dossier);
    else {
      const unit = [dossier];
      units.set(unitId, unit);
      found.push(unit);
    }
  }
  for (const unit of units.values()) unit.sort((a, b) => compareCodePoints(a.party.id, b.party.id));
  return found;
}
