import { customerCare } from "./english/customer-care.ts";
import { customerRecommend } from "./english/customer-recommend.ts";
import { customerTrend } from "./english/customer-trend.ts";
import { productCare } from "./english/product-care.ts";
import { productRecommend } from "./english/product-recommend.ts";
import { productTrend } from "./english/product-trend.ts";
import type { Said } from "./wording.ts";

const table = /* @__PURE__ */ Object.freeze({
  ...productCare,
  ...customerCare,
  ...productRecommend,
  ...customerRecommend,
  ...productTrend,
  ...customerTrend,
});

/** The names of the messages of the built-in rules; each is the id of the rule that says it. */
export type MessageKey = keyof typeof table;

/** The values of a message. */
export type MessageParams<K extends MessageKey> = Parameters<(typeof table)[K]>[0];

/** The messages of the built-in rules in one language: a function for each, from its values to a sentence. */
export type ReminderMessages = {
  readonly [K in MessageKey]: (params: MessageParams<K>) => Said;
};

/** The messages in English: what decisions hold as `message` and `question`. */
export const english: ReminderMessages = table;
