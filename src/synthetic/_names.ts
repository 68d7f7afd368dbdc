import type { Random } from "../stats/index.ts";

// Invented people: any likeness to a real one is chance.
const GIVEN =
  words(`Ada Alban Beatrix Bram Cerys Conrad Dilys Edmund Elowen Emeric Farrah Fergus Greta Gwilym Hazel
  Idris Imogen Jago Juno Kester Lettice Linus Maeve Merrick Nerys Odette Oswin Petra Quentin Romilly Rufus Sanna
  Silas Tamsin Tobias Una Verity Wilf Yara Zadie`);
const FAMILY =
  words(`Alderby Ashdown Birchall Brackwell Calloway Corvane Dunmarsh Eastmoor Fairlop Fenwright Garrowby
  Greyling Hartsop Hollowby Inchmere Kestrow Langmere Lytchett Marlowe-Finch Merribrook Netherby Oakhanger Orrell
  Penhallow Quillfeather Ravensby Redmayne Saltmarsh Selwood Stannery Thornleigh Tolvane Underhay Vale Wadham
  Westering Whinfell Winterby Wraxall Yarrow`);
const HAN_FAMILY = [..."陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周葉蘇江呂何羅高蕭潘簡"];
const HAN_GIVEN = [..."雅婷宇軒承恩怡君家豪詩涵品妤柏翰欣妍子晴思齊冠廷沛珊芷若睿哲映竹書瑋明德嘉禾"];

const COMPANY_KINDS = words("Works Supplies Bakery Studio Joinery Clinic Nurseries Catering Logistics Print");
const HAN_COMPANY_KINDS = ["商行", "實業", "工作室", "餐飲", "物流", "診所"];

/** One of several items, all equally likely. */
export function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random.next() * items.length)] as T;
}

/** A person's name, in Latin or in Han script. */
export function drawPersonName(random: Random, han: boolean): string {
  if (!han) return `${pick(random, GIVEN)} ${pick(random, FAMILY)}`;
  return pick(random, HAN_FAMILY) + pick(random, HAN_GIVEN) + pick(random, HAN_GIVEN);
}

/** A company's name, in Latin or in Han script. */
export function drawCompanyName(random: Random, han: boolean): string {
  if (!han) return `${pick(random, FAMILY)} ${pick(random, COMPANY_KINDS)} Ltd`;
  return `${pick(random, HAN_FAMILY)}記${pick(random, HAN_COMPANY_KINDS)}有限公司`;
}

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
