/** The character before the decimals of a number. */
export type DecimalMark = "." | ",";

const PLAIN = /^[+-]?\d+(?:\.\d+)?$/;
const GROUPED = {
  ".": /^[+-]?(?:\d{1,3}(?:[, '\u00a0\u202f]\d{3})+|\d*)(?:\.\d*)?$/,
  ",": /^[+-]?(?:\d{1,3}(?:[. '\u00a0\u202f]\d{3})+|\d*)(?:,\d*)?$/,
} as const;

/**
 * Makes a reader that turns a number as people and programs write it into plain decimal text, exactly:
 * thousands in groups of three, a decimal comma where the file has it, the sign or code of the currency.
 */
export function createDecimalReader(
  mark: DecimalMark,
  currency: string,
): (text: string) => string | undefined {
  const signs = signsOf(currency);
  return (text) => {
    if (mark === "." && PLAIN.test(text)) return text;
    let number = text.replace("\u2212", "-");
    for (const sign of signs) {
      if (number.includes(sign)) {
        number = number
          .replace(sign, "")
          .trim()
          .replace(/^([+-])\s+/, "$1");
        break;
      }
    }
    if (!GROUPED[mark].test(number) || !/\d/.test(number)) return undefined;
    const [whole = "", fraction = ""] = number.split(mark);
    const digits = whole.replaceAll(/[^\d+-]/g, "");
    const signed = /\d/.test(digits) ? digits : `${digits}0`;
    return fraction === "" ? signed : `${signed}.${fraction}`;
  };
}

/** The code and the usual sign of a currency, the longer first. */
function signsOf(currency: string): readonly string[] {
  const parts = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  const sign = parts.formatToParts(0).find((part) => part.type === "currency")?.value ?? currency;
  return sign === currency ? [currency] : [currency, sign];
}

/** How often the numbers of a sample show, beyond doubt, one mark or the other; and one that shows neither. */
export interface MarkEvidence {
  readonly point: number;
  readonly comma: number;
  readonly doubtful: string | undefined;
}

/** Weighs texts: `12.50` and `1,234.50` show a point, `12,50` and `1.234,50` a comma, `1,234` nothing. */
function weighMarks(texts: Iterable<string>): MarkEvidence {
  let point = 0;
  let comma = 0;
  let doubtful: string | undefined;
  for (const text of texts) {
    const points = text.split(".").length - 1;
    const commas = text.split(",").length - 1;
    if (points + commas === 0) continue;
    if (points > 0 && commas > 0) {
      if (text.lastIndexOf(".") > text.lastIndexOf(",")) point += 1;
      else comma += 1;
    } else if (points > 1) comma += 1;
    else if (commas > 1) point += 1;
    else if (/[.,]\d{3}$/.test(text.trim())) {
      if (commas === 1) doubtful ??= text;
    } else if (points === 1) point += 1;
    else comma += 1;
  }
  return { point, comma, doubtful };
}

/** Whether a text could be a number under one mark or the other. */
export function looksLikeNumber(text: string): boolean {
  return /^\P{L}*\d\P{L}*$/u.test(text.replace(/^[A-Z]{3}\s?|\s?[A-Z]{3}$/, "")) && !/[:/]/.test(text);
}

/**
 * The mark of a file, or undefined when its numbers leave it open. One side must outweigh the other tenfold,
 * so that a slip of the pen does not decide; without any comma it is the point.
 */
export function chooseDecimalMark(texts: Iterable<string>): { mark?: DecimalMark; evidence: MarkEvidence } {
  const evidence = weighMarks(texts);
  const { point, comma, doubtful } = evidence;
  if (point + comma === 0) return doubtful === undefined ? { mark: ".", evidence } : { evidence };
  if (point >= 10 * comma) return { mark: ".", evidence };
  return comma >= 10 * point ? { mark: ",", evidence } : { evidence };
}
