import type { PreparedIdentity } from "./_prepared-identity.ts";

/**
 * The keys under which a record meets others: equal e-mail, number, id, address, name or birth date; and for names
 * that are merely alike the beginning of one word with the first letter of another, as they sound, or the beginning
 * of a long name in Han.
 * Two records that share no key are never compared.
 */
export function blockKeys(record: PreparedIdentity): Set<string> {
  const keys = new Set<string>();
  const kind = record.kind[0]!;
  for (const email of record.emails) keys.add(`email ${email}`);
  for (const phone of record.phones) keys.add(`phone ${phone.replace(/x.*$/, "").slice(-9)}`);
  for (const [system, values] of record.externalIds)
    for (const value of values) keys.add(`id ${system} ${value}`);
  for (const { key } of record.addresses) keys.add(`${kind} address ${key}`);
  for (const { key, words, cjk } of record.names) {
    keys.add(`${kind} name ${key}`);
    if (cjk) {
      const characters = Array.from(key);
      if (characters.length >= 4) keys.add(`${kind} han ${characters.slice(0, 3).join("")}`);
      continue;
    }
    const sounds = words.map(sound);
    if (sounds.length === 1 && sounds[0]!.length > 1) keys.add(`${kind} word ${sounds[0]!.slice(0, 4)}`);
    for (const word of sounds)
      for (const other of sounds)
        if (word !== other && word.length > 1) keys.add(`${kind} words ${word.slice(0, 3)} ${other[0]}`);
  }
  const { year, month, day, calendar = "gregorian" } = record.birthDate ?? {};
  if (year !== undefined && month !== undefined && day !== undefined)
    // Day and month in one order, so that a date read the other way round meets its record.
    keys.add(`${kind} born ${calendar} ${year} ${Math.min(month, day)} ${Math.max(month, day)}`);
  return keys;
}

/** Letters that are taken for one another by ear: Catherine and Katherine, Smith and Smyth. */
function sound(word: string): string {
  return word.replaceAll("ph", "f").replaceAll(/[cqzyjw]/g, (letter) => SOUNDS[letter] ?? letter);
}

const SOUNDS: Readonly<Record<string, string>> = { c: "k", q: "k", z: "s", y: "i", j: "g", w: "v" };

/** A block too large to compare everyone with everyone. */
export interface LargeBlock {
  /** The key its members share. */
  readonly key: string;
  /** How many they are. */
  readonly size: number;
}

/** Which pairs to compare. */
export interface BlockedPairs {
  /** Each pair once, as `i · n + j` with `i < j`. */
  readonly pairs: readonly number[];
  readonly largeBlocks: readonly LargeBlock[];
}

/**
 * Lists the pairs of records that share a key. In a block larger than the limit only neighbours by name are paired,
 * so that the work stays linear in the number of records.
 */
export function blockIdentities(records: readonly PreparedIdentity[], largest: number): BlockedPairs {
  const blocks = new Map<string, number[]>();
  records.forEach((record, i) => {
    for (const key of blockKeys(record)) {
      const block = blocks.get(key);
      if (block === undefined) blocks.set(key, [i]);
      else block.push(i);
    }
  });
  const pairs = new Set<number>();
  const largeBlocks: LargeBlock[] = [];
  for (const [key, block] of blocks) {
    if (block.length < 2) continue;
    const reach = block.length <= largest ? block.length : NEIGHBOURS;
    if (block.length > largest) {
      largeBlocks.push(Object.freeze({ key, size: block.length }));
      block.sort((a, b) => compareNames(records[a]!, records[b]!) || a - b);
    }
    for (let x = 0; x < block.length; x++)
      for (let y = x + 1; y < Math.min(block.length, x + 1 + reach); y++) {
        const [i, j] = block[x]! < block[y]! ? [block[x]!, block[y]!] : [block[y]!, block[x]!];
        pairs.add(i * records.length + j);
      }
  }
  return { pairs: [...pairs], largeBlocks };
}

/** With how many followers a record of a large block is compared. */
const NEIGHBOURS = 10;

function compareNames(a: PreparedIdentity, b: PreparedIdentity): number {
  const [x, y] = [a.names[0]?.key ?? "", b.names[0]?.key ?? ""];
  return x < y ? -1 : x > y ? 1 : 0;
}
