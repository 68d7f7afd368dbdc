import * as z from "zod";
import { storableText } from "./_scalars.ts";
import { markPersonal } from "./personal-data.ts";

const part = markPersonal(storableText(200), "user.name");

/** Schema of {@link PersonName}. */
export const personNameSchema = z.strictObject({
  given: part.optional(),
  /** Further given names, in their order. */
  middle: part.optional(),
  family: part.optional(),
  /** Which name stands first where the person comes from. */
  order: z.enum(["given-first", "family-first"]),
  prefix: part.optional(),
  suffix: part.optional(),
  nickname: part.optional(),
  /** How it is spoken or sorted: pinyin, kana. */
  phonetic: part.optional(),
});

/** The parts of a person's name, and the order in which they are written. */
export type PersonName = z.infer<typeof personNameSchema>;

/** Scripts written without spaces between the names: Han, Hangul, kana. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u;

/**
 * Writes a name from its parts in the order of the person's own culture: family name first and without a space
 * for names in Han, Hangul or kana, family name first with a space where the order says so, given name first
 * otherwise. Prefix and suffix are set off by a space.
 *
 * @throws RangeError when neither a given nor a family name is there
 *
 * @example
 * ```ts
 * import { composePersonName } from "clientele/model";
 *
 * composePersonName({ given: "Ada", middle: "M.", family: "Byron", order: "given-first" }); // => "Ada M. Byron"
 * composePersonName({ given: "美", family: "林", order: "family-first" }); // => "林美"
 * composePersonName({ given: "Anna", family: "Nagy", order: "family-first", prefix: "Dr." }); // => "Dr. Nagy Anna"
 * ```
 */
export function composePersonName(name: PersonName): string {
  const { given, middle, family, order, prefix, suffix } = name;
  if (given === undefined && family === undefined)
    throw new RangeError("Cannot compose a name: a given or a family name must be there, got neither");
  const parts = (order === "family-first" ? [family, given, middle] : [given, middle, family]).filter(
    (text) => text !== undefined,
  );
  const unspaced = order === "family-first" && parts.every((text) => UNSPACED.test(text));
  return [prefix, parts.join(unspaced ? "" : " "), suffix].filter((text) => text !== undefined).join(" ");
}
