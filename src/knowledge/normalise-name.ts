import { sortByCodePoints } from "../ids/index.ts";
import { foldHan } from "./_han-variants.ts";

/** Options of {@link normaliseName}. */
export interface NormaliseNameOptions {
  /**
   * Whose name it is. From a person's name titles are dropped (Dr, Ms, 先生), from an organisation's the legal form
   * (Ltd, GmbH, 有限公司).
   * @defaultValue `"person"`
   */
  readonly kind?: "person" | "organisation" | undefined;
}

/** A name in the form in which its spellings are compared. */
export interface NormalisedName {
  /** The words in code-point order, joined by blanks: equal for "Lin, Mei" and "Mei Lin". */
  readonly key: string;
  /** The words in code-point order; a name in Han, kana or hangul is one word. */
  readonly words: readonly string[];
  /** Whether the name is written in Han, kana or hangul. */
  readonly cjk: boolean;
}

const titles = new Set(
  "mr mrs ms miss mx dr prof professor sir dame rev herr frau mme mlle monsieur madame sra srta".split(" "),
);
const cjkTitles = /(?:先生|女士|小姐|太太|教授|博士|老师|经理|さん|さま|様|氏|님|씨)$/u;

const legalForms = new Set(
  (
    "ltd limited inc incorporated corp corporation co company gmbh ag kg ohg mbh ug se sa sas sarl srl spa bv nv oy oyj " +
    "ab as asa aps plc llc llp lp pty pte pvt kk kabushiki kaisha sdn bhd ooo zao oao ltda cia the"
  ).split(" "),
);
const cjkLegalForms =
  /股份有限公司|有限责任公司|有限公司|控股公司|株式会社|株式會社|有限会社|合同会社|合资会社|公司|주식회사|유한회사/gu;
/** What NFKC makes of ㈱, ㈲ and ㈜. */
const bracketedForms = /\((?:株|有|주)\)/gu;

/** Letters that decomposition leaves whole. */
const letters: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  æ: "ae",
  œ: "oe",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
};

const CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+$/u;

/**
 * Brings a name into the form in which its spellings are equal: compatibility forms folded (full width, half-width
 * kana), lower case, accents of Latin letters dropped, katakana as hiragana, traditional, simplified and Japanese
 * forms of a Han character as one, punctuation as blanks, titles or legal forms dropped, words in code-point order.
 *
 * The table of Han forms holds the characters that names use, not all; accents of other scripts are kept.
 *
 * @example
 * ```ts
 * import { normaliseName } from "clientele/knowledge";
 *
 * normaliseName("Dr. Lin, Méi").key; // => "lin mei"
 * normaliseName("ＭＥＩ　Lin").key; // => "lin mei"
 * normaliseName("陳 國華 先生").key === normaliseName("陈国华").key; // => true
 * normaliseName("ﾀﾅｶ ﾀﾛｳ").key === normaliseName("たなか たろう").key; // => true
 * normaliseName("Müller & Söhne GmbH", { kind: "organisation" }).key; // => "muller sohne"
 * normaliseName("台灣積體電路製造股份有限公司", { kind: "organisation" }).key; // => "台湾积体电路制造"
 * ```
 */
export function normaliseName(text: string, options: NormaliseNameOptions = {}): NormalisedName {
  const { kind = "person" } = options;
  const folded = foldLetters(text);
  const parts = folded.split(/[^\p{L}\p{M}\p{N}]+/u).filter((part) => part !== "");
  const joined = parts.join("");
  if (CJK.test(joined) || (kind === "organisation" && /\p{Script=Han}|\p{Script=Hangul}/u.test(joined))) {
    const core = strip(joined, kind);
    return Object.freeze({ key: core, words: Object.freeze([core]), cjk: true });
  }
  const dropped = kind === "person" ? titles : legalForms;
  const kept = parts.filter((part) => !dropped.has(part));
  const words = sortByCodePoints(kept.length > 0 ? kept : [...parts]);
  return Object.freeze({ key: words.join(" "), words: Object.freeze(words), cjk: false });
}

/** Never strips a name down to nothing. */
function strip(text: string, kind: "person" | "organisation"): string {
  const core = kind === "person" ? text.replace(cjkTitles, "") : text.replaceAll(cjkLegalForms, "");
  return core === "" || (kind === "person" && Array.from(core).length < 2) ? text : core;
}

function foldLetters(text: string): string {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(bracketedForms, " ")
    // An apostrophe or a point inside a word belongs to it: O'Brien, S.A.
    .replaceAll(/(?<=\p{L})['’.](?=\p{L})/gu, "")
    .normalize("NFD")
    // Only the marks of Latin, Greek and Cyrillic letters: those of kana tell が from か.
    .replaceAll(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replaceAll(/[ßøæœđðłþı]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  return foldHan(plain);
}
