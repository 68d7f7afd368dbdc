import { compareCodePoints } from "../ids/index.ts";
import type { IssueInput } from "../issues/index.ts";
import { customerIdOf } from "./_customer-id.ts";
import type { Dossier } from "./dossier.ts";

/** By customer id; without a customer there is none, and of two dossiers with one id neither can be preferred: they are set aside. */
export function uniqueDossiers(
  dossiers: Iterable<Dossier>,
  report: (issue: IssueInput) => void,
): readonly Dossier[] {
  const byId = new Map<string, Dossier>();
  const twice = new Set<string>();
  let row = 0;
  for (const dossier of dossiers) {
    const id = customerIdOf(dossier, row++, report);
    if (id === undefined) continue;
    if (byId.has(id)) twice.add(id);
    byId.set(id, dossier);
  }
  for (const id of twice) {
    report({ code: "duplicate-dossier", path: [id], value: id, expected: "one dossier per customer" });
    byId.delete(id);
  }
  const unique = [...byId.values()];
  // Most come in their order.
  const isSorted = unique.every(
    ({ party }, i) => i === 0 || compareCodePoints(unique[i - 1]!.party.id, party.id) < 0,
  );
  return isSorted ? unique : unique.sort((a, b) => compareCodePoints(a.party.id, b.party.id));
}
