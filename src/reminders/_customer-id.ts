import type { IssueInput } from "../issues/index.ts";
import type { Dossier } from "./dossier.ts";

/** The id of the customer of a dossier; where there is none, it is listed by its row. */
export function customerIdOf(
  dossier: Dossier,
  row: number,
  report: (issue: IssueInput) => void,
): string | undefined {
  // What comes from a caller's own code may lack what its type promises.
  const party: unknown = (dossier as Partial<Dossier> | null | undefined)?.party;
  const id: unknown =
    typeof party === "object" && party !== null ? (party as { id?: unknown }).id : undefined;
  if (typeof id === "string" && id !== "") return id;
  report({
    code: "no-customer",
    path: party === undefined || party === null ? ["party"] : ["party", "id"],
    row,
    value: party === undefined || party === null ? party : id,
    expected: "a dossier with its customer, whose id is a text",
  });
  return undefined;
}
