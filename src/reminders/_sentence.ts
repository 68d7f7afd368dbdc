/** The beginning of a text, at most so many units long: no character of two units is cut in half. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : whole(text.slice(0, most));
}

/** A text without the half of a character at its end. */
export function whole(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

/** A name as it stands in a sentence: at most 80 code points, so that no name can burst a message. */
export function inSentence(name: string): string {
  if (name.length <= 80) return name;
  const points = [...name.slice(0, 162)];
  return points.length > 80 ? `${points.slice(0, 79).join("")}…` : name;
}
