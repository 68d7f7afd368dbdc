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
import {
  channelHabit,
  classChange,
  contactPressure,
  movePredicted,
  retentionDrift,
  tierMoved,
  valueChange,
} from "./rules/customer-trends.ts";
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
import { influenceMove, reduceContact, winBack } from "./rules/moving-customers.ts";
import {
  associatedProduct,
  bundle,
  narrowRange,
  newProduct,
  reasonForUse,
  walletGap,
} from "./rules/next-product.ts";
import { appointment, appointmentThanks, clubEvent, invoiceDue } from "./rules/occasions.ts";
import { competitorOpening, inboundOffer } from "./rules/openings.ts";
import { advanceNotice, ageingProduct, productRecall, upgradeOffer, warrantyEnd } from "./rules/ownership.ts";
import {
  campaignResponse,
  complaintAlert,
  orderAmount,
  orderRate,
  purchasePattern,
  rangeShift,
} from "./rules/product-trends.ts";
import { abandonedInterest, purchasingSchedule, rolePitch } from "./rules/projects.ts";
import { contactSoon, regularContact } from "./rules/regular-contact.ts";
import { replenishment, runsOut } from "./rules/replenishment.ts";
import { fadingBuyer, longSilence, overdueOrder, rfmShift, segmentShift } from "./rules/silence.ts";
import {
  contractNotice,
  lockInEnd,
  pointsExpiring,
  renewal,
  rewardNear,
  rightExpiring,
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
 * builtInRules.length; // => 106
 * builtInRules.filter((rule) => rule.catalogue === "PC4").map((rule) => rule.id); // => ["maintenance-due", "maintenance-overdue"]
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
  serviceFeedback,
  activityFeedback,
  complaintFollowUp,
  lowGradeFollowUp,
  upgradeOffer,
  ageingProduct,
  advanceNotice,
  complaintRecovery,
  warrantyEnd,
  productRecall,
  reviewRequest,
  // Customer care.
  birthday,
  birthdayAhead,
  familyDates,
  specialEvent,
  disasterCare,
  anniversary,
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
  nthPurchase,
  welcome,
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
  replenishment,
  runsOut,
  abandonedInterest,
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
  rewardNear,
  dripQuestion,
  verifyFacts,
  deleteFacts,
  askPreferences,
  breakPoint,
  promiseDue,
  threeContacts,
  winBack,
  reduceContact,
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
