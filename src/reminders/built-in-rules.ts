import type { BuiltInRule } from "./built-in-rule.ts";
import {
  annualMeeting,
  executiveVisit,
  peerContact,
  personalMessage,
  topCustomerVisit,
} from "./rules/accounts.ts";
import { askAdvice, suggestionFollowUp } from "./rules/advice.ts";
import { firstUseCheck, nthPurchase, reviewRequest, serviceNotice } from "./rules/after-purchase.ts";
import { birthday, birthdayAhead } from "./rules/birthday.ts";
import { formShortening, mysteryCalls, prefilledForms, voiceSystemTest } from "./rules/company.ts";
import { competitorAgeing, competitorContractEnd, competitorRepresentative } from "./rules/competitors.ts";
import {
  channelHabit,
  classChange,
  contactPressure,
  movePredicted,
  retentionDrift,
  tierMoved,
  valueChange,
} from "./rules/customer-trends.ts";
import { anniversaryAhead, familyDatesAhead } from "./rules/days-ahead.ts";
import {
  askAfterPurchase,
  askAfterRefusal,
  askPreferences,
  deleteFacts,
  dripQuestion,
  verifyFacts,
} from "./rules/dialogue.ts";
import {
  activityFeedback,
  complaintFollowUp,
  complaintRecovery,
  failingProduct,
  lowGradeFollowUp,
  serviceFeedback,
} from "./rules/feedback.ts";
import { enquiryShift, interestShift, placeShift, timeShift } from "./rules/habit-shifts.ts";
import {
  anniversary,
  customerAnniversary,
  familyDates,
  memorialDay,
  welcome,
} from "./rules/important-days.ts";
import { installationCheck } from "./rules/installation-check.ts";
import {
  disasterCare,
  goalsReview,
  holidayAhead,
  holidayReturn,
  lifeStageChild,
  lifeStageJob,
  lifeStageMarriage,
  lifeStageSchool,
  specialEvent,
} from "./rules/life.ts";
import { maintenanceDue, maintenanceOverdue } from "./rules/maintenance.ts";
import { breakPoint, promiseDue, threeContacts } from "./rules/matters.ts";
import { meterServiceDue, meterServiceOverdue } from "./rules/meter-service.ts";
import { influenceMove, reduceContact, winBack } from "./rules/moving-customers.ts";
import {
  associatedProduct,
  bundle,
  narrowRange,
  newProduct,
  reasonForUse,
  walletGap,
} from "./rules/next-product.ts";
import { appointment, appointmentThanks, clubEvent, invoiceDue, paymentFailed } from "./rules/occasions.ts";
import { competitorOpening, inboundOffer } from "./rules/openings.ts";
import { advanceNotice, ageingProduct, productRecall, upgradeOffer, warrantyEnd } from "./rules/ownership.ts";
import { backInStock, outageNotice, priceDrop, priceNotice } from "./rules/product-notices.ts";
import {
  campaignResponse,
  complaintAlert,
  orderAmount,
  orderRate,
  purchasePattern,
  rangeShift,
} from "./rules/product-trends.ts";
import { abandonedInterest, purchasingSchedule } from "./rules/projects.ts";
import { addressRepair, onboarding, sunset } from "./rules/reachability.ts";
import {
  detractorFollowUp,
  recommendationQuestion,
  referralRequest,
  referralThanks,
} from "./rules/recommendation.ts";
import { contactSoon, regularContact } from "./rules/regular-contact.ts";
import { replenishment, runsOut } from "./rules/replenishment.ts";
import { rolePitch } from "./rules/role-pitch.ts";
import { documentExpiry, rePermission } from "./rules/running-out.ts";
import { fadingBuyer, longSilence, overdueOrder, rfmShift, segmentShift } from "./rules/silence.ts";
import { supplyChainCare, supplyChainChange } from "./rules/supply-chain.ts";
import {
  contractNotice,
  lockInEnd,
  pointsExpiring,
  renewal,
  rewardNear,
  rightExpiring,
  tierEnding,
} from "./rules/terms.ts";
import { lifestyleReview, yearlyDrag, yearlyGold } from "./rules/yearly-review.ts";

/**
 * The rules that come with the library, by cell of the matrix: plain records, so that a team can leave some out,
 * change a priority or add its own. Their options are changed by `configureRule`.
 *
 * @example
 * ```ts
 * import { builtInRules } from "clientele/reminders";
 *
 * builtInRules.length; // => 131
 * builtInRules.filter((rule) => rule.catalogue === "PC4").map((rule) => rule.id); // => ["maintenance-due", "maintenance-overdue", "meter-service-due", "meter-service-overdue"]
 * const louder = builtInRules.map((rule) => (rule.id === "birthday" ? { ...rule, priority: 100 } : rule));
 * louder.find((rule) => rule.id === "birthday")?.priority; // => 100
 * ```
 */
export const builtInRules: readonly BuiltInRule[] = /* @__PURE__ */ Object.freeze<BuiltInRule[]>([
  // Product care.
  installationCheck,
  firstUseCheck,
  serviceNotice,
  maintenanceDue,
  maintenanceOverdue,
  meterServiceDue,
  meterServiceOverdue,
  serviceFeedback,
  activityFeedback,
  complaintFollowUp,
  lowGradeFollowUp,
  upgradeOffer,
  ageingProduct,
  failingProduct,
  advanceNotice,
  priceNotice,
  outageNotice,
  complaintRecovery,
  warrantyEnd,
  productRecall,
  reviewRequest,
  // Customer care.
  birthday,
  birthdayAhead,
  familyDates,
  familyDatesAhead,
  specialEvent,
  disasterCare,
  supplyChainCare,
  supplyChainChange,
  anniversary,
  anniversaryAhead,
  memorialDay,
  holidayAhead,
  holidayReturn,
  goalsReview,
  regularContact,
  contactSoon,
  annualMeeting,
  executiveVisit,
  peerContact,
  topCustomerVisit,
  personalMessage,
  askAdvice,
  suggestionFollowUp,
  clubEvent,
  appointment,
  appointmentThanks,
  customerAnniversary,
  invoiceDue,
  paymentFailed,
  nthPurchase,
  welcome,
  onboarding,
  recommendationQuestion,
  detractorFollowUp,
  referralRequest,
  referralThanks,
  mysteryCalls,
  voiceSystemTest,
  formShortening,
  prefilledForms,
  // Product recommendation.
  associatedProduct,
  newProduct,
  reasonForUse,
  narrowRange,
  walletGap,
  bundle,
  rolePitch,
  inboundOffer,
  purchasingSchedule,
  competitorOpening,
  competitorContractEnd,
  competitorAgeing,
  competitorRepresentative,
  replenishment,
  runsOut,
  abandonedInterest,
  priceDrop,
  backInStock,
  // Customer recommendation.
  lifeStageSchool,
  lifeStageJob,
  lifeStageMarriage,
  lifeStageChild,
  askAfterPurchase,
  askAfterRefusal,
  pointsExpiring,
  rightExpiring,
  contractNotice,
  lockInEnd,
  renewal,
  documentExpiry,
  tierEnding,
  rewardNear,
  dripQuestion,
  verifyFacts,
  deleteFacts,
  askPreferences,
  rePermission,
  addressRepair,
  breakPoint,
  promiseDue,
  threeContacts,
  winBack,
  reduceContact,
  sunset,
  influenceMove,
  // Product trend.
  orderRate,
  orderAmount,
  rangeShift,
  longSilence,
  overdueOrder,
  segmentShift,
  rfmShift,
  fadingBuyer,
  purchasePattern,
  campaignResponse,
  complaintAlert,
  // Customer trend.
  placeShift,
  timeShift,
  enquiryShift,
  interestShift,
  valueChange,
  classChange,
  tierMoved,
  movePredicted,
  channelHabit,
  contactPressure,
  yearlyGold,
  yearlyDrag,
  retentionDrift,
  lifestyleReview,
]);
