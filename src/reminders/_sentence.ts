/** A name as it stands in a sentence: at most 80 code points, so that no name can burst a message. */
export function inSentence(name: string): string {
  if (name.length <= 80) return name;
  const points = [...name.slice(0, 162)];
  return points.length > 80 ? `${points.slice(0, 79).join("")}…` : name;
}
