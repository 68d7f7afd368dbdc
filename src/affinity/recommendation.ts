import type { RuleTable } from "./rule-table.ts";

/** One product to offer, with what speaks for it. */
export interface Recommendation {
  /** The product. */
  readonly productId: string;
  /** 1 for the product to offer first. */
  readonly rank: number;
  /** What it was ranked by; comparable within one list only. */
  readonly score: number;
  /**
   * What it rests on: products that the customer has (`association`, `rule`), a category that the customer is interested in
   * (`interest`), or only that many have it (`popularity`).
   */
  readonly basis: RecommendationBasis;
  /** The products of the customer that speak for it, the strongest first; of a rule its left side; else empty. */
  readonly becauseOf: readonly string[];
  /** How many baskets hold it and the strongest of `becauseOf` (all of a rule's); of all baskets, where nothing is in `becauseOf`. */
  readonly both: number;
  /** How many baskets hold the strongest of `becauseOf` (all of a rule's); of `becauseOf` empty, all baskets. */
  readonly having: number;
  /**
   * The share of the baskets with the evidence that hold the product too, shrunk to the share of all baskets:
   * `(both + k · nⱼ/n) / (having + k)`.
   */
  readonly confidence: number;
  /** How much more frequent the product is beside the evidence than in all baskets; absent without evidence. Nothing is ranked by it. */
  readonly lift?: number | undefined;
  /** One sentence of evidence: "12 of 40 customers with tea also have a cup." */
  readonly sentence: string;
}

/** What a recommendation rests on. */
export type RecommendationBasis = "association" | "rule" | "interest" | "popularity";

/** What is recommended to one customer. */
export interface Recommendations {
  /** The products, the one to offer first first. */
  readonly products: readonly Recommendation[];
  /** How many of them rest on what the customer has or is interested in, and not on popularity. */
  readonly personal: number;
  /** Products given of which the model knows nothing. */
  readonly unknown: readonly string[];
  /** Why products with a score are not in the list, as far as they were looked at. */
  readonly held: HeldProducts;
}

/** How many products were held back, by the first reason that applied. */
export interface HeldProducts {
  /** The customer has them. */
  readonly owned: number;
  /** They are not available, have no margin where one is needed, or one below the least. */
  readonly notOffered: number;
  /** The customer refused them or their category. */
  readonly refused: number;
  /** What speaks for them may be chance: lift or significance below the gate. */
  readonly byChance: number;
  /** Their category has had its share of the list. */
  readonly quota: number;
}

/** What is peculiar to one customer. */
export interface CustomerSituation {
  /**
   * Whether the customer may be recommended anything: false without consent, and the list is empty.
   * @defaultValue `true`
   */
  readonly mayRecommend?: boolean | undefined;
  /** Products that the customer has besides those given, such as installed ones; they speak for no other. */
  readonly owned?: Iterable<string> | undefined;
  /** Products not to be offered, such as those refused of late; see `refusalsOfOffers`. */
  readonly refusedProducts?: ReadonlySet<string> | undefined;
  /** Categories not to be offered. */
  readonly refusedCategories?: ReadonlySet<string> | undefined;
  /** How interested the customer is in each category now, as weights of any sum; see `weighInterest`. */
  readonly interest?: ReadonlyMap<string, number> | undefined;
  /** How much each product given counts as evidence, 1 for one not named; see `weighByAge`. */
  readonly weights?: ReadonlyMap<string, number> | undefined;
}

/** Options of recommendations that hold for all customers. */
export interface RecommendOptions {
  /**
   * How a product is scored by those that the customer has. `tfidfCosine`: Σᵢ uᵢ sᵢⱼ, the sum of their similarities.
   * `shrunkConfidence`: maxᵢ (uᵢ nᵢⱼ + k pⱼ) / (uᵢ nᵢ + k). `rules`: the highest confidence of the rules whose left side the customer has.
   * @defaultValue `"tfidfCosine"`
   */
  readonly scorer?: "tfidfCosine" | "shrunkConfidence" | "rules" | undefined;
  /** The rules of the scorer `rules`, with one product on the right side. */
  readonly rules?: RuleTable | undefined;
  /**
   * The most products.
   * @defaultValue `5`
   */
  readonly limit?: number | undefined;
  /**
   * k, how many baskets the share of all counts beside those with the evidence.
   * @defaultValue `20`
   */
  readonly strength?: number | undefined;
  /**
   * What the list is ranked by: how probable a purchase is, by the score; or margin times confidence, among the `candidates` best by
   * score.
   * @defaultValue `"probability"`
   */
  readonly objective?: "probability" | "margin" | undefined;
  /** What each product earns, in any one unit; a product without is not offered where the objective needs one. */
  readonly margins?: ReadonlyMap<string, number> | undefined;
  /** Products that earn less are not offered. */
  readonly minimumMargin?: number | undefined;
  /** Whether a product can be had: in stock, still sold. All can, when left out. */
  readonly available?: ((productId: string) => boolean) | undefined;
  /** The category of each product. */
  readonly categories?: ReadonlyMap<string, string> | undefined;
  /**
   * The most products of one category in a list.
   * @defaultValue no limit
   */
  readonly perCategory?: number | undefined;
  /**
   * How much a product loses by likeness to one above it in the list: value · (1 − diversity · max cosine). From 0 to 1.
   * @defaultValue `0`
   */
  readonly diversity?: number | undefined;
  /**
   * How far the list follows the interest of now: at 1 the categories share the score exactly as the interest says, and within a
   * category the score decides (Jeffrey's rule); at 0 interest does not count.
   * @defaultValue `0.5`
   */
  readonly interestWeight?: number | undefined;
  /**
   * The least lift of evidence.
   * @defaultValue `1`
   */
  readonly minimumLift?: number | undefined;
  /**
   * The probability of at least so many common baskets by chance (Fisher's exact test, one-sided) that evidence may have at most,
   * divided by the number of products (Bonferroni). 1 lets everything through. Of rules the caller chooses the rules.
   * @defaultValue `0.01`
   */
  readonly significance?: number | undefined;
  /**
   * How many of the best by score are looked at.
   * @defaultValue `100`, and at least ten times the limit
   */
  readonly candidates?: number | undefined;
  /**
   * What fills up a list that evidence does not fill.
   * @defaultValue `"popularity"`
   */
  readonly fallback?: "popularity" | "none" | undefined;
  /** What products are called in sentences; their ids, where left out. */
  readonly names?: ReadonlyMap<string, string> | undefined;
}
