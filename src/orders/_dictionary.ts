/** Texts numbered as they first appear. */
export interface Dictionary {
  /** The texts; the position is the code. */
  readonly texts: readonly string[];
  /** The code of a text, which is taken in when it is new; −1 when it is not an acceptable id. */
  codeOf(text: string): number;
}

/** The longest id, as in the records of the model. */
export const LONGEST_ID = 200;

const UNSTORABLE = /[\p{Surrogate}\0]/u;

/** An id that every store can hold unchanged: well-formed Unicode without U+0000, neither empty nor endless. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && text.length > 0 && text.length <= LONGEST_ID && !UNSTORABLE.test(text);
}

export function createDictionary(): Dictionary {
  const codes = new Map<string, number>();
  const texts: string[] = [];
  let lastText: string | undefined;
  let lastCode = -1;
  return {
    texts,
    codeOf(text) {
      if (text === lastText) return lastCode; // files are seldom shuffled: neighbours share customer and order
      let code = codes.get(text);
      if (code === undefined) {
        if (!isId(text)) return -1;
        code = texts.length;
        codes.set(text, code);
        texts.push(text);
      }
      lastText = text;
      lastCode = code;
      return code;
    },
  };
}
