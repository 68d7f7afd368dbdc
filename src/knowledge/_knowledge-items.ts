import {
  type AttributeCatalogue,
  builtInAttributes,
  type ContactPoint,
  isValidOn,
  type KnowledgeArea,
  type Preference,
  type Sensitivity,
} from "../model/index.ts";
import type { FactView } from "./facts-as-of.ts";
import { freshnessAt } from "./freshness.ts";
import type { KnowledgeScope } from "./knowledge-scope.ts";

/** Something that could be known of a party, and how far it is. */
export interface KnowledgeItem {
  readonly key: string;
  readonly area: KnowledgeArea | "contact";
  readonly label: string;
  readonly weight: number;
  /** From 0, nothing known, to 1. */
  readonly certainty: number;
  readonly sensitivity: Sensitivity;
  readonly questions: Readonly<Record<string, string>>;
}

/** Days after which a way to reach somebody is worth half. */
export const contactHalfLifeDays = {
  email: 730,
  phone: 730,
  mobile: 730,
  fax: 730,
  post: 1460,
  web: 730,
  social: 730,
  messaging: 730,
} as const satisfies Record<ContactPoint["kind"], number>;

/** Days after which a stated preference is worth half. */
const PREFERENCE_HALF_LIFE = 730;

/** Everything that applies to the party, in the order of the catalogue, then how to reach it. */
export function knowledgeItems(view: FactView, scope: KnowledgeScope): KnowledgeItem[] {
  const attributes = scope.attributes ?? (builtInAttributes as AttributeCatalogue);
  const certainties = new Map<string, number>();
  for (const { attribute, certainty } of view.known)
    certainties.set(attribute, Math.max(certainty, certainties.get(attribute) ?? 0));
  const items: KnowledgeItem[] = [];
  for (const key of attributes.keys) {
    const { area, label, weight, subjects, sensitivity, questions } = attributes.find(key)!;
    if (!subjects.includes(scope.kind) || (area === "project" && scope.wishToBuy !== true)) continue;
    items.push({ key, area, label, weight, certainty: certainties.get(key) ?? 0, sensitivity, questions });
  }
  return [...items, ...reachItems(view, scope.contactPoints), ...preferenceItems(view, scope.preferences)];
}

function reachItems(view: FactView, points: readonly ContactPoint[] | undefined): KnowledgeItem[] {
  if (points === undefined) return [];
  const best = (...kinds: readonly ContactPoint["kind"][]): number =>
    points
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((most, point) => Math.max(most, contactCertainty(point, view)), 0);
  const item = (key: string, label: string, weight: number, certainty: number, en: string, zh: string) =>
    ({
      key,
      area: "contact",
      label,
      weight,
      certainty,
      sensitivity: "ordinary",
      questions: { en, "zh-Hant": zh },
    }) as const;
  return [
    item(
      "contact.email",
      "e-mail address",
      2,
      best("email"),
      "At which e-mail address may we write to you?",
      "請問您的電子郵件地址是什麼?",
    ),
    item(
      "contact.phone",
      "telephone number",
      2,
      best("phone", "mobile"),
      "At which number may we call you?",
      "請問您的電話號碼是多少?",
    ),
    item(
      "contact.post",
      "postal address",
      1,
      best("post"),
      "To which address may we send post?",
      "請問您的郵寄地址是什麼?",
    ),
  ];
}

/** How sure we are to reach a party by a contact point, at the moment and on the day of a view. */
export function contactCertainty(
  point: ContactPoint,
  { asOf, validOn }: { readonly asOf: string; readonly validOn: FactView["validOn"] },
): number {
  if (!isValidOn(point, validOn) || point.source.observedOn > validOn) return 0;
  const at = Date.parse(asOf);
  const checked = point.checkedAt !== undefined && Date.parse(point.checkedAt) <= at;
  // A number that nobody answers, or an address that mail comes back from, reaches nobody.
  if (checked && (point.checkOutcome === "changed" || point.checkOutcome === "unreachable")) return 0;
  const verified = point.verifiedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(point.verifiedAt);
  return freshnessAt(at, Date.parse(point.source.observedOn), verified, contactHalfLifeDays[point.kind]);
}

function preferenceItems(view: FactView, preferences: readonly Preference[] | undefined): KnowledgeItem[] {
  if (preferences === undefined) return [];
  const certainty = (about: Preference["about"]): number =>
    preferences
      .filter((each) => each.about === about && isValidOn(each, view.validOn))
      .filter(({ source }) => source.observedOn <= view.validOn)
      .reduce((most, { source }) => {
        const seen = Date.parse(source.observedOn);
        return Math.max(
          most,
          freshnessAt(Date.parse(view.asOf), seen, Number.POSITIVE_INFINITY, PREFERENCE_HALF_LIFE),
        );
      }, 0);
  const item = (about: Preference["about"], label: string, weight: number, en: string, zh: string) =>
    ({
      key: `preference.${about}`,
      area: "contact",
      label,
      weight,
      certainty: certainty(about),
      sensitivity: "ordinary",
      questions: { en, "zh-Hant": zh },
    }) as const;
  return [
    item(
      "channel",
      "preferred channel",
      2,
      "How would you like to hear from us?",
      "您希望以怎樣的方式獲得我們的信息?",
    ),
    item(
      "frequency",
      "preferred frequency",
      2,
      "How often would you like to hear from us?",
      "您希望以怎樣的頻率獲得我們的信息?",
    ),
    item("hours", "preferred hours", 1, "At which time may we call you?", "請問您方便接聽電話的時間?"),
  ];
}
