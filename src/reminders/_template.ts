import type { MessageValue } from "./messages/wording.ts";

/** A text with names in braces, taken apart once. */
export interface Template {
  /** The names in it. */
  readonly names: readonly string[];
  /** The text with the values in it; what is not known is left out. */
  readonly fill: (values: Readonly<Record<string, MessageValue>>) => string;
}

/** Takes a text apart at its braces; linear in the text. */
export function parseTemplate(text: string): Template {
  const parts: string[] = [];
  const names: string[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf("{", from);
    const close = open < 0 ? -1 : text.indexOf("}", open);
    if (open < 0 || close < 0) break;
    parts.push(text.slice(from, open));
    names.push(text.slice(open + 1, close));
    from = close + 1;
  }
  const last = text.slice(from);
  return {
    names,
    fill: (values) => {
      let made = "";
      for (let i = 0; i < names.length; i++) {
        const name = names[i]!;
        made += parts[i]! + (Object.hasOwn(values, name) ? String(values[name]) : "");
      }
      return made + last;
    },
  };
}
