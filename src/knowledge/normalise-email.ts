/**
 * Brings an e-mail address into the form in which two spellings of one mailbox are equal: compatibility characters
 * folded (NFKC), lower case, no spaces, and without a sub-address (`+tag`), which every large host delivers to the same
 * mailbox. Dots in the name are kept: only some hosts ignore them.
 *
 * @returns the normal form, or nothing if the text has no `name@host` shape
 *
 * @example
 * ```ts
 * import { normaliseEmail } from "clientele/knowledge";
 *
 * normaliseEmail(" Ada.Byron+news@Example.COM "); // => "ada.byron@example.com"
 * normaliseEmail("ada at example.com"); // => undefined
 * ```
 */
export function normaliseEmail(text: string): string | undefined {
  const folded = text.normalize("NFKC").toLowerCase().trim();
  const at = folded.lastIndexOf("@");
  if (at < 1 || /\s/.test(folded)) return undefined;
  const name = folded.slice(0, at).replace(/(?<=.)\+.*$/, "");
  const host = folded.slice(at + 1).replace(/\.$/, "");
  return /^[^@.]+(\.[^@.]+)+$/.test(host) && !name.includes("@") ? `${name}@${host}` : undefined;
}
