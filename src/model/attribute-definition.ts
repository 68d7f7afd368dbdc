import type * as z from "zod";
import type { PersonalDataCategory } from "./personal-data.ts";

/** The areas of knowledge, each with what it holds. */
export const knowledgeAreas = {
  background: "the customer's business, organisation and industry",
  competitor: "competitors at the customer's",
  project: "what the customer plans to buy",
  personal: "the person: family, tastes, plans, goals",
  "supply-chain": "who stands before and behind the customer",
  preference: "habits and interests",
  need: "needs, and how far they are met",
  service: "what the customer knows and gets of service",
} as const;

/** An area of knowledge. */
export type KnowledgeArea = keyof typeof knowledgeAreas;

/** Of which kind of party something is known. */
export type SubjectKind = "person" | "organisation" | "household";

/**
 * How delicate a fact is: `ordinary`; `private`, to be asked with tact; `special`, of the special categories of
 * Article 9 of the GDPR, to be kept with express consent alone.
 */
export type Sensitivity = "ordinary" | "private" | "special";

/**
 * What happens to a fact when its subject is erased: `delete` it, `blank` its value and keep that there was one,
 * `generalise` its value by the attribute's own function, or `keep` it.
 */
export type ErasureStrategy = "delete" | "blank" | "generalise" | "keep";

/** Who may see a fact: own staff at a contact, own executives, the customer himself (in a form filled in for him). */
export type Audience = "staff" | "executive" | "customer";

/** An attribute as it is written down; what is left out has a stated default. */
export interface AttributeInput<S extends z.ZodType = z.ZodType> {
  /** The area that completeness counts it under. */
  readonly area: KnowledgeArea;
  /** Of whom it can be known, at least one. */
  readonly subjects: readonly SubjectKind[];
  /** What it is, in a few words: "favourite food". */
  readonly label: string;
  /** What a value must be. */
  readonly schema: S;
  /**
   * Whether one value holds at a time (for each qualifier), or several side by side.
   * @defaultValue `"single"`
   */
  readonly cardinality?: "single" | "many" | undefined;
  /**
   * How much it counts towards completeness, from 0.
   * @defaultValue `1`
   */
  readonly weight?: number | undefined;
  /**
   * After how many days a fact is worth half: freshness = 2^(−age/halfLifeDays).
   * @defaultValue never: the fact does not age
   */
  readonly halfLifeDays?: number | undefined;
  /**
   * How delicate it is.
   * @defaultValue `"ordinary"`
   */
  readonly sensitivity?: Sensitivity | undefined;
  /**
   * Which category of personal data it is.
   * @defaultValue none: it is no personal data
   */
  readonly personalData?: PersonalDataCategory | undefined;
  /**
   * What happens when the subject is erased.
   * @defaultValue `"delete"` for personal data, else `"keep"`
   */
  readonly erasure?: ErasureStrategy | undefined;
  /** The value with its personal part taken out; with `erasure: "generalise"` only, and then always. */
  readonly generalise?: ((value: z.infer<S>) => z.infer<S>) | undefined;
  /**
   * The question that asks for it, by language tag. Without one it is not asked.
   * @defaultValue `{}`
   */
  readonly questions?: Readonly<Record<string, string>> | undefined;
  /**
   * Who may see it.
   * @defaultValue `["staff", "executive", "customer"]` if ordinary, `["staff"]` otherwise
   */
  readonly audiences?: readonly Audience[] | undefined;
}

/** An attribute of the catalogue, its defaults filled in. */
export interface AttributeDefinition<S extends z.ZodType = z.ZodType> {
  /** Its name in the catalogue and in facts. */
  readonly key: string;
  /** The area that completeness counts it under. */
  readonly area: KnowledgeArea;
  /** Of whom it can be known. */
  readonly subjects: readonly SubjectKind[];
  /** What it is, in a few words. */
  readonly label: string;
  /** What a value must be. */
  readonly schema: S;
  /** Whether one value holds at a time (for each qualifier), or several side by side. */
  readonly cardinality: "single" | "many";
  /** How much it counts towards completeness. */
  readonly weight: number;
  /** After how many days a fact is worth half; absent when it does not age. */
  readonly halfLifeDays?: number | undefined;
  /** How delicate it is. */
  readonly sensitivity: Sensitivity;
  /** Which category of personal data it is; absent when it is none. */
  readonly personalData?: PersonalDataCategory | undefined;
  /** What happens when the subject is erased. */
  readonly erasure: ErasureStrategy;
  /** The value with its personal part taken out. */
  readonly generalise?: ((value: z.infer<S>) => z.infer<S>) | undefined;
  /** The question that asks for it, by language tag. */
  readonly questions: Readonly<Record<string, string>>;
  /** Who may see it. */
  readonly audiences: readonly Audience[];
}
