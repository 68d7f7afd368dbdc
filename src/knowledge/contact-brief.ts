import type { PlainDate } from "../calendar/index.ts";
import type {
  BuyingCentre,
  Channel,
  ComplaintState,
  KnowledgeArea,
  LifecycleStage,
  TalkingPoint,
} from "../model/index.ts";
import type { Availability } from "./availability-on.ts";
import type { ResumePoint } from "./find-break-points.ts";
import type { PendingLoop } from "./find-open-loops.ts";
import type { NotAsked, ProposedQuestion } from "./next-questions.ts";
import type { VerificationItem } from "./plan-verification.ts";
import type { UpcomingDate } from "./upcoming-dates.ts";

/** One thing known, ready to be read. */
export interface BriefLine {
  /** The attribute. */
  readonly attribute: string;
  /** What it is, in a few words. */
  readonly label: string;
  /** The value in words. */
  readonly text: string;
  /** Tells facts of one attribute apart that may stand side by side. */
  readonly qualifier?: string | undefined;
  /** How sure we are, from 0 to 1. */
  readonly certainty: number;
  /** How and when it came to be known: "stated by phone on 2026-03-01". */
  readonly source: string;
  /** The fact. */
  readonly factId: string;
}

/** What is known in one area. */
export interface BriefArea {
  /** The area. */
  readonly area: KnowledgeArea;
  /** What is known, in the order of the catalogue. */
  readonly lines: readonly BriefLine[];
}

/** A complaint that is not settled. */
export interface BriefComplaint {
  /** The complaint. */
  readonly id: string;
  /** What it is about. */
  readonly category: string;
  /** How grave, 1 to 5. */
  readonly severity: number;
  /** How it stands. */
  readonly state: ComplaintState;
  /** For how many days it has been waiting. */
  readonly days: number;
  /** What was said. */
  readonly text?: string | undefined;
}

/** A possible sale that is still open. */
export interface BriefOpportunity {
  /** The opportunity. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** Its stage. */
  readonly stage: string;
  /** The problem to be solved. */
  readonly problem?: string | undefined;
  /** The next milestone that is not done. */
  readonly next?: { readonly what: string; readonly dueOn: PlainDate } | undefined;
  /** The budget, as amount and currency. */
  readonly budget?: string | undefined;
}

/** Something of ours or a competitor's at the customer's. */
export interface BriefProduct {
  /** The record. */
  readonly id: string;
  /** The product. */
  readonly name: string;
  /** Whose it is: `own`, or the competitor's name. */
  readonly vendor: string;
  /** What it is used for. */
  readonly reasonForUse?: string | undefined;
  /** How satisfied the customer is with it, 1 to 5. */
  readonly satisfaction?: number | undefined;
}

/** A way to reach the party. */
export interface BriefContactPoint {
  /** The record. */
  readonly id: string;
  /** Its kind. */
  readonly kind: string;
  /** The address or number. */
  readonly value: string;
  /** How sure we are that it reaches the party. */
  readonly certainty: number;
}

/** Everything that whoever speaks with a customer next has to know, on one page. */
export interface ContactBrief {
  /** The party. */
  readonly partyId: string;
  /** Its name. */
  readonly name: string;
  /** What was known at this moment … */
  readonly asOf: string;
  /** … about this day. */
  readonly validOn: PlainDate;
  /** What must be seen before anything else, the gravest first. */
  readonly warnings: readonly string[];
  /** The stage of the customer's life. */
  readonly stage?: LifecycleStage | undefined;
  /** How long we have known the party. */
  readonly since?: PlainDate | undefined;
  /** The place of the person in organisations: "Head of Purchasing, Acme (decision, finance)". */
  readonly positions: readonly string[];
  /** The ways to reach the party, the best first. */
  readonly reach: readonly BriefContactPoint[];
  /** What the party prefers and refuses, in words. */
  readonly preferences: readonly string[];
  /** Whether the person is away. */
  readonly availability: Availability;
  /** The last contact: when, how, where, about what. */
  readonly lastContact?:
    | {
        readonly id: string;
        readonly occurredAt: string;
        readonly channel: Channel;
        readonly place?: string | undefined;
        readonly topic?: string | undefined;
        readonly summary?: string | undefined;
      }
    | undefined;
  /** Where to go on: the break point of the matter touched last. */
  readonly continueFrom?: ResumePoint | undefined;
  /** Further matters that stopped somewhere. */
  readonly otherMatters: readonly ResumePoint[];
  /** What we promised and have not done. */
  readonly promises: readonly PendingLoop[];
  /** What the party meant to do. */
  readonly owedByParty: readonly PendingLoop[];
  /** Complaints that are not settled, the gravest first. */
  readonly complaints: readonly BriefComplaint[];
  /** Days that come round soon, of the party and of those around it. */
  readonly dates: readonly (UpcomingDate & { readonly whose: string })[];
  /** The family and others around the party: "Tom Hardy (spouse)". */
  readonly people: readonly string[];
  /** Possible sales that are open. */
  readonly opportunities: readonly BriefOpportunity[];
  /** What stands at the customer's. */
  readonly products: readonly BriefProduct[];
  /** Entitlements that can be used, and agreements that end soon, in words. */
  readonly entitlements: readonly string[];
  /** What the party judges a product by, and what can be said to it. */
  readonly talkingPoints: readonly TalkingPoint[];
  /** For an organisation: who is known in which of the nine cells. */
  readonly buyingCentre?: BuyingCentre | undefined;
  /** What is known, by area. */
  readonly areas: readonly BriefArea[];
  /** Where the facts contradict one another, in words. */
  readonly contradictions: readonly string[];
  /** One or two questions to ask. */
  readonly questions: readonly ProposedQuestion[];
  /** Why others are not asked. */
  readonly notAsked: readonly NotAsked[];
  /** What to check in passing: the three with the greatest loss. */
  readonly recheck: readonly VerificationItem[];
  /** How much is known, from 0 to 1. */
  readonly completeness: number;
  /** Who of the own staff looks after the customer: "Eve Moss (account-manager)". */
  readonly team: readonly string[];
}
