import { describeValue } from "../issues/index.ts";
import { isStorable } from "./_scalars.ts";
import { type AttributeDefinition, type AttributeInput, knowledgeAreas } from "./attribute-definition.ts";
import { attributeKeySchema } from "./fact.ts";
import { personalDataCategories } from "./personal-data.ts";

const EVERYBODY = Object.freeze(["staff", "executive", "customer"] as const);
const STAFF = Object.freeze(["staff"] as const);

/** Checks an attribute and fills in its defaults. */
export function readAttribute(key: string, input: AttributeInput): AttributeDefinition {
  const demand = (holds: boolean, what: string, value: unknown): void => {
    if (!holds) throw new RangeError(`Cannot define attribute ${key}: ${what}, got ${describeValue(value)}`);
  };
  const { cardinality = "single", weight = 1, halfLifeDays, sensitivity = "ordinary", personalData } = input;
  const erasure = input.erasure ?? (personalData === undefined ? "keep" : "delete");
  const audiences = input.audiences ?? (sensitivity === "ordinary" ? EVERYBODY : STAFF);
  const questions = input.questions ?? {};
  demand(attributeKeySchema.safeParse(key).success, "the key must be words joined by dots", key);
  demand(Object.hasOwn(knowledgeAreas, input.area), "area must be an area of knowledge", input.area);
  demand(
    input.subjects.length > 0 &&
      input.subjects.every((kind) => ["person", "organisation", "household"].includes(kind)),
    "subjects must be kinds of party, at least one",
    input.subjects,
  );
  demand(typeof input.schema?.safeParse === "function", "schema must be a zod schema", input.schema);
  demand(input.label.length > 0, "label must have words", input.label);
  demand(
    cardinality === "single" || cardinality === "many",
    "cardinality must be single or many",
    cardinality,
  );
  demand(Number.isFinite(weight) && weight >= 0, "weight must be a number from 0", weight);
  demand(
    halfLifeDays === undefined || (Number.isFinite(halfLifeDays) && halfLifeDays > 0),
    "halfLifeDays must be a number above 0",
    halfLifeDays,
  );
  demand(
    ["ordinary", "private", "special"].includes(sensitivity),
    "sensitivity must be ordinary, private or special",
    sensitivity,
  );
  demand(
    personalData === undefined || personalDataCategories.includes(personalData),
    "personalData must be a category of personal data",
    personalData,
  );
  demand(
    sensitivity === "ordinary" || personalData !== undefined,
    "personalData must be given for what is private or special",
    personalData,
  );
  demand(
    ["delete", "blank", "generalise", "keep"].includes(erasure),
    "erasure must be delete, blank, generalise or keep",
    erasure,
  );
  demand(
    (erasure === "generalise") === (input.generalise !== undefined),
    "generalise must be given with erasure generalise, and with it alone",
    erasure,
  );
  demand(
    audiences.every((audience) => (EVERYBODY as readonly string[]).includes(audience)),
    "audiences must be staff, executive or customer",
    audiences,
  );
  for (const [language, text] of Object.entries(questions))
    demand(
      /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) && text.length > 0 && isStorable(text),
      "questions must be texts by language tag",
      { [language]: text },
    );
  return Object.freeze({
    key,
    area: input.area,
    subjects: Object.freeze([...input.subjects]),
    label: input.label,
    schema: input.schema,
    cardinality,
    weight,
    ...(halfLifeDays === undefined ? {} : { halfLifeDays }),
    sensitivity,
    ...(personalData === undefined ? {} : { personalData }),
    erasure,
    ...(input.generalise === undefined ? {} : { generalise: input.generalise }),
    questions: Object.freeze({ ...questions }),
    audiences: Object.freeze([...audiences]),
  });
}
