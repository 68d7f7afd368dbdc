/** Item texts numbered as they first appear. */
export interface ItemDictionary {
  readonly texts: string[];
  /** The code of a text, taken in when new; −1 when it is not an item id. */
  codeOf(text: unknown): number;
}

/** What an item id is, in words. */
export const ITEM_ID = "an item id: text of 1 to 200 characters, well-formed and without U+0000";

const UNSTORABLE = /[\p{Surrogate}\0]/u;

/** Text only: 1 and "1" are never taken for one item, because a number is refused. */
export function isItemId(text: unknown): text is string {
  return typeof text === "string" && text.length > 0 && text.length <= 200 && !UNSTORABLE.test(text);
}

export function createItemDictionary(): ItemDictionary {
  const codes = new Map<unknown, number>();
  const texts: string[] = [];
  return {
    texts,
    codeOf(text) {
      const known = codes.get(text);
      if (known !== undefined) return known;
      if (!isItemId(text)) return -1;
      codes.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}
