import { day, if_, list, period, word } from "./_chinese.ts";
import type { ReminderMessages } from "./english.ts";

const channels = {
  email: "電子郵件",
  sms: "簡訊",
  phone: "電話",
  post: "郵寄",
  web: "網站",
  chat: "線上對話",
  store: "門市",
  visit: "拜訪",
  seminar: "研討會",
  "call-centre": "客服中心",
  "sales-centre": "業務中心",
};
const days = {
  wedding: "結婚紀念日",
  founding: "創立紀念日",
  graduation: "畢業紀念日",
  hiring: "到職紀念日",
  purchase: "首次購買紀念日",
};
const events = {
  promotion: "升遷",
  award: "獲獎",
  relocation: "搬遷",
  retirement: "退休",
  illness: "生病",
  bereavement: "親人過世",
  graduation: "畢業",
  marriage: "結婚",
};
const stages = {
  schooling: "就學",
  graduation: "畢業",
  employment: "就業",
  marriage: "結婚",
  childbirth: "生子",
};
const patterns = {
  growing: "持續成長",
  declining: "逐漸減少",
  volatile: "起伏很大",
  "wearing-out": "正在消退",
};
const mixes = { place: "購買地點", channel: "購買管道", "time-of-day": "購買時段", weekday: "購買的星期" };
const measures = {
  revenue: "營收",
  profit: "利潤",
  "lifetime-value": "終身價值",
  tier: "價值等級",
  retention: "保持度",
  "share-of-wallet": "錢包占有率",
};
const units = { day: "日", week: "週", month: "月", year: "年" };
const parts = { recency: "最近消費", frequency: "消費頻率", monetary: "消費金額" };
const reasons = {
  "costs-more": "成本高於收益",
  "no-order-for-over-a-year": "超過一年沒有下單",
  "bids-always-lost": "投標總是落選",
};
const roles = {
  operational: "操作層",
  managerial: "管理層",
  decision: "決策層",
  user: "使用",
  technical: "技術",
  finance: "財務",
};
const concerns = { feel: "手感", quiet: "安靜", "failure rate": "故障率", "price-performance": "性價比" };
const chain = { supplier: "供應商", distributor: "經銷商", customer: "客戶" };
const beginnings = { address: "可用的地址或號碼", preferences: "希望的聯絡方式與頻率", talk: "第一次交談" };
const points = {
  email: "電子郵件地址",
  phone: "電話",
  mobile: "手機號碼",
  fax: "傳真",
  post: "郵寄地址",
  web: "網址",
  social: "社群帳號",
  messaging: "即時通訊帳號",
};
const rank = (value: string | number): string => (value === "" ? "等級未知" : `${value} 級`);
const way = (direction: string | number): string =>
  direction === "up" ? "上升" : direction === "down" ? "下降" : "變動";

/** The messages in Traditional Chinese. */
export const traditionalChinese: ReminderMessages = /* @__PURE__ */ Object.freeze<ReminderMessages>({
  // Product care.
  "installation-check": (p) => [
    `${p.name}的${p.product}已於${day(p.on)}安裝，請關心使用是否順利。`,
    `${p.product}的安裝與初次使用順利嗎？您知道如何聯絡我們的售後服務嗎？`,
  ],
  "first-use-check": (p) => [
    `${p.name}自${day(p.on)}購買${p.product}已滿 ${p.days} 天，請詢問使用情形。`,
    `${p.product}用起來順手嗎？有沒有不清楚的地方？`,
  ],
  "service-notice": (p) => [
    `${p.name}於${day(p.on)}首次購買「${p.category}」，請告知如何取得售後服務${if_(p.warranty, `，保固至${day(p.warranty)}`)}。`,
    "您知道如何取得我們的售後服務嗎？",
  ],
  "maintenance-due": (p) =>
    `${p.name}的${p.product}應於${day(p.dueOn)}保養（每 ${p.months} 個月一次，${p.event === "serviced" ? "上次保養" : "安裝日期"}為${day(p.last)}）。`,
  "maintenance-overdue": (p) => [
    `${p.name}的${p.product}原定${day(p.dueOn)}保養，已逾期 ${p.days} 天仍未進行，請致電約定日期。`,
    "哪一天方便為您安排保養？",
  ],
  "service-feedback": (p) => [
    `${p.name}的${p.product}已於${day(p.on)}完成保養，請了解服務過程與結果。`,
    `這次${p.product}的服務，您對時間安排、工作品質和服務人員滿意嗎？`,
  ],
  "activity-feedback": (p) => [
    `${p.name}於${day(p.on)}參加了「${p.activity}」，請詢問感想${if_(p.aspects, `（${p.aspects}）`)}。`,
    p.aspects === "" ? `您覺得「${p.activity}」如何？` : `您覺得「${p.activity}」的${p.aspects}如何？`,
  ],
  "complaint-follow-up": (p) => [
    `${p.name}於${day(p.on)}提出抱怨（${p.category}，嚴重度 ${p.severity}/5），至今未結案，請今天回覆。`,
    "怎麼處理您才會滿意？",
  ],
  "low-grade-follow-up": (p) => [
    `${p.name}於${day(p.on)}對「${p.element}」只給 ${p.grade} 分（滿分 ${p.best}），請今天了解原因。`,
    "您希望我們哪裡做得不一樣？",
  ],
  "upgrade-offer": (p) => [
    `${p.name}擁有的${p.product}已由${p.successor}接替，新產品自${day(p.launchedOn)}起銷售。`,
    `對於${p.product}的後續機種，您有什麼期望？`,
  ],
  "ageing-product": (p) => [
    `${p.name}的${p.product}自${day(p.on)}起已使用 ${p.months} 個月，可提供檢查、維修或升級。`,
    `${p.product}還符合您的需要嗎？`,
  ],
  "failing-product": (p) => [
    `${p.name}在 ${p.days} 天內因${p.product}抱怨了 ${p.count} 次（${day(p.since)}起使用），請提供維修或更換。`,
    `${p.product}您希望維修還是更換？`,
  ],
  "advance-notice": (p) => `${p.name}使用的${p.product}將於${day(p.on)}停售，請提前告知並說明後續方案。`,
  "complaint-recovery": (p) => [
    `${p.name}（${rank(p.class)}）在 ${p.days} 天內抱怨了 ${p.count} 次，請派資深人員處理並檢查未完成的訂單（進行中的專案 ${p.open} 件）。`,
    "我們要改變什麼，您才不必再抱怨？",
  ],
  "warranty-end": (p) => [
    `${p.name}的${p.product}保固將於${day(p.on)}到期，如有問題請在此之前反映。`,
    `趁保固期內，${p.product}有沒有需要處理的地方？`,
  ],
  "product-recall": (p) => `召回通知：${p.name}擁有的${p.product}。${p.what}`,
  "review-request": (p) => [
    `${p.name}於${day(p.on)}購買了${p.product}，可以邀請評價。`,
    `您願意和大家分享使用${p.product}的心得嗎？`,
  ],
  "meter-service-due": (p) =>
    `${p.name}的${p.product}每 ${p.every} ${p.unit}應保養一次，${p.reached === "yes" ? "已於" : "預計於"}${day(p.dueOn)}達到（${day(p.on)}讀數 ${p.reading} ${p.unit}）。`,
  "meter-service-overdue": (p) => [
    `${p.name}的${p.product}依使用量（每 ${p.every} ${p.unit}）應於${day(p.dueOn)}保養，已逾期 ${p.days} 天仍未進行，請致電約定日期。`,
    "哪一天方便為您安排保養？",
  ],
  "price-notice": (p) =>
    `${p.name}擁有或常購買的${p.product}自${day(p.on)}起調整價格${if_(p.price, `為 ${p.price}`)}${if_(p.before, `（原價 ${p.before}）`)}。${p.what}`,
  "outage-notice": (p) =>
    `${p.name}使用的${p.product}自${day(p.on)}起${if_(p.until, `至${day(p.until)}`)}${p.kind === "end-of-support" ? "不再提供支援" : "暫停服務"}，請提前告知。${p.what}`,

  // Customer care.
  birthday: (p) => {
    const lunar = p.calendar === "chinese";
    const age = p.turns === "" ? "年齡未知" : `滿 ${p.turns} 歲`;
    const details = [
      lunar ? `農曆 ${String(p.day).replace("leap ", "閏 ")}` : "",
      age,
      p.verified === "yes" ? "" : "日期未經核對",
    ];
    return `${day(p.on)}是${p.name}的${lunar ? "農曆" : ""}生日（${details.filter(Boolean).join("，")}）。`;
  },
  "birthday-ahead": (p) =>
    `再過 ${p.days} 天，${day(p.on)}是${p.name}的生日${if_(p.turns, `（滿 ${p.turns} 歲）`)}，請準備祝福或禮物。`,
  "family-dates": (p) => `${day(p.on)}是${p.name}家人的特別日子：${p.people}。`,
  "special-event": (p) => `${p.name}於${day(p.on)}${word(events, p.event)}，請親自致意。`,
  "disaster-care": (p) => [
    `${p.event}（${day(p.on)}起）影響${p.place}，${p.name}就在當地：請先關心平安並提供協助，不要推銷。`,
    "您和同事、家人都平安嗎？我們能幫什麼忙？",
  ],
  anniversary: (p) =>
    `${day(p.on)}是${p.name}的${p.kind === "other" ? p.label : word(days, p.kind)}${if_(p.years, `（${p.years} 週年）`)}。`,
  "memorial-day": (p) => `${day(p.on)}是${p.name}的追思日：簡單致意即可，當天不做任何推銷。`,
  "customer-anniversary": (p) => `${p.name}自${day(p.since)}成為客戶，至今 ${p.years} 年，請表達感謝。`,
  "holiday-ahead": (p) => [
    `${p.name}將於${day(p.from)}前往${p.place}度假，請祝旅途愉快，並先處理不能等的事。`,
    "出發前有什麼需要先處理的嗎？",
  ],
  "holiday-return": (p) => [`${p.name}已於${day(p.to)}從${p.place}回來。`, `這次去${p.place}玩得如何？`],
  "goals-review": (p) => [
    `${p.name}今年的目標：${p.goal}。${p.moment === "mid-year" ? "今年已過一半" : "年底將至"}，請關心進展。`,
    "今年的目標進展如何？我們能做些什麼？",
  ],
  "regular-contact": (p) =>
    p.talked === "yes"
      ? `請聯絡${p.name}：上次交談是${day(p.on)}，最長間隔為 ${p.days} 天（${rank(p.class)}）。`
      : `請聯絡${p.name}：自${day(p.on)}以來沒有交談紀錄，最長間隔為 ${p.days} 天（${rank(p.class)}）。`,
  "contact-soon": (p) =>
    `上次與${p.name}交談是${day(p.on)}，${p.left} 天內應再聯絡（最長間隔 ${p.days} 天）。`,
  "annual-meeting": (p) => [
    `請為${p.name}（${rank(p.class)}）安排約${day(p.on)}的年度座談${p.last === "" ? "，目前沒有座談紀錄" : `，上次是${day(p.last)}`}。`,
    "今年的座談您希望談些什麼？",
  ],
  "executive-visit": (p) =>
    `${p.name}（${rank(p.class)}）近 ${p.days} 天內高階主管拜訪 ${p.visits} 次，請安排本季拜訪。`,
  "peer-contact": (p) =>
    `${p.name}的${p.person}${if_(p.title, `（${p.title}）`)}已有 ${p.days} 天沒有對等層級的聯絡，${p.staff === "" ? "請指派合適人選" : `合適人選是 ${p.staff}`}。`,
  "top-customer-visit": (p) => [
    `${p.name}是我們的頂尖客戶（${p.amount}），${p.year} 年至今購買 ${p.orders} 次，請趕在競爭對手之前拜訪。`,
    "今年您有哪些計畫？",
  ],
  "personal-message": (p) => `給${p.name}的發票 ${p.invoice} 將於${day(p.on)}開立，請附上一句個人化的話。`,
  "ask-advice": (p) => [
    `${p.name}是最重要的客戶之一，${p.year} 年請徵求意見，並邀請參加顧客座談。`,
    "您覺得我們哪些地方可以做得更好？願意和我們一起討論嗎？",
  ],
  "suggestion-follow-up": (p) => `${p.name}於${day(p.on)}提出建議（${p.about}），請告知後續處理。`,
  "club-event": (p) => `會員消息：${p.what}將於${day(p.on)}開始，請讓${p.name}優先知道。`,
  appointment: (p) =>
    `${p.name}將於${day(p.on)}參加「${p.what}」${if_(p.place, `，地點：${p.place}`)}，請確認。`,
  "appointment-thanks": (p) => `${p.name}於${day(p.on)}參加了「${p.what}」，請致謝。`,
  welcome: (p) => [`${p.name}自${day(p.since)}成為客戶，請致歡迎並介紹專屬窗口。`, "您當初為什麼選擇我們？"],
  "invoice-due": (p) =>
    `給${p.name}的發票 ${p.invoice}（${p.amount}）${p.late === "yes" ? `已於${day(p.dueOn)}到期，尚未付款` : `將於${day(p.dueOn)}到期`}。`,
  "nth-purchase": (p) => `${p.name}於${day(p.on)}完成第 ${p.number} 次購買，請致謝。`,
  "mystery-calls": (p) =>
    `${period(p.quarter)}：請假扮顧客致電自家與競爭對手的客服中心，各 ${p.scenarios} 種情境（目前完成 ${p.done} 種）。`,
  "voice-system-test": (p) => `${period(p.month)}：請撥打自家的語音系統，測試顧客能否順利找到人。`,
  "form-shortening": (p) =>
    `${period(p.half)}：請追蹤一份表單在公司內的流程，刪去不必要的步驟${if_(p.steps, `（紀錄中有 ${p.steps} 個步驟未標為必要）`)}。`,
  "prefilled-forms": (p) => `${period(p.half)}：請確認沒有任何表單要求顧客填寫我們已知的資料。`,
  "family-dates-ahead": (p) =>
    `再過 ${p.days} 天，${day(p.on)}是${p.name}家人的特別日子：${p.people}，請準備祝福或小禮物。`,
  "anniversary-ahead": (p) =>
    `再過 ${p.days} 天，${day(p.on)}是${p.name}的${p.kind === "other" ? p.label : word(days, p.kind)}${if_(p.years, `（${p.years} 年）`)}，請準備祝福或小禮物。`,
  "supply-chain-care": (p) => [
    `${p.event}（${day(p.on)}起）影響${p.place}，${p.name}的${word(chain, p.role)}${p.partner}就在當地${Number(p.count) > 1 ? `，供應鏈中另有 ${Number(p.count) - 1} 家受影響` : ""}：請了解對客戶的影響並提供協助，不要推銷。`,
    "這件事影響到您的供貨或銷售嗎？我們能幫什麼忙？",
  ],
  "supply-chain-change": (p) => [
    p.change === "closed"
      ? `${p.name}的${word(chain, p.role)}${p.partner}已於${day(p.on)}停業，請了解對客戶的影響。`
      : `${p.partner}自${day(p.on)}起${p.change === "ended" ? "不再是" : "成為"}${p.name}的${word(chain, p.role)}，請了解對客戶的影響。`,
    "這項變動對您與我們的合作計畫有什麼影響？",
  ],
  "payment-failed": (p) => [
    `${p.name}的發票 ${p.invoice}（${p.amount}）於${day(p.on)}付款未成功，請詢問其他付款方式。`,
    "您希望改用哪一種方式付款？",
  ],
  onboarding: (p) => [
    `${p.name}自${day(p.since)}成為客戶已 ${p.days} 天，仍缺少：${list(beginnings, p.missing)}。`,
    "您需要的我們都準備好了嗎？您希望怎樣和我們保持聯絡？",
  ],
  "recommendation-question": (p) => [
    `請詢問${p.name}推薦我們的意願${p.last === "" ? "" : `（${day(p.on)}為 ${p.last} 分，滿分 10 分）`}。`,
    "從 0 到 10 分，您有多願意把我們推薦給認識的人？",
  ],
  "detractor-follow-up": (p) => [
    `${p.name}不太願意推薦我們（${day(p.on)}給 ${p.grade} 分，滿分 10 分），請聯絡了解原因。`,
    "我們最該改進的一件事是什麼？",
  ],
  "referral-request": (p) => [
    `${p.name}願意推薦我們（${day(p.on)}給 ${p.grade} 分，滿分 10 分），請詢問可以介紹給誰。`,
    "您身邊有沒有人也用得上我們的服務？",
  ],
  "referral-thanks": (p) => `${p.name}於${day(p.on)}介紹了一位新客戶，請表達感謝。`,

  // Product recommendation.
  "associated-product": (p) => [
    `建議向${p.name}推薦${p.product}：已有${p.because}的 ${p.having} 人中，有 ${p.both} 人兩者都有。`,
    `您考慮過${p.product}嗎？`,
  ],
  "new-product": (p) => [`新產品${p.product}可能適合${p.name}：${p.matched}。`, `想試試${p.product}嗎？`],
  "reason-for-use": (p) => [
    `下次聯絡時，請了解${p.name}用${p.product}做什麼（自${day(p.on)}起使用）。`,
    `您用${p.product}做什麼？在什麼情形下使用？`,
  ],
  "narrow-range": (p) => [
    `${p.name}的消費共 ${p.amount}，只集中在 ${p.categories} 個類別，請提請試用其他類別。`,
    "我們的其他產品中，您對哪些有興趣？",
  ],
  "wallet-gap": (p) => [
    `${p.name}的支出只有 ${p.percent}% 在我們這裡，${p.gap} 花在別處。`,
    "有哪些您在別處購買的東西，其實可以向我們買？",
  ],
  bundle: (p) => `${p.name}已有${p.has}，再加上${p.lacks}即成套裝，可省 ${p.saving}。`,
  "role-pitch": (p) => [
    `${p.project === "" ? `向${p.name}推薦${p.product}` : `${p.name}的專案「${p.project}」`}：${p.person}（${list(roles, p.role)}）最在意${word(concerns, p.concern)}，請從這裡談起。`,
    `${word(concerns, p.concern)}對您有多重要？`,
  ],
  "inbound-offer": (p) => [
    `${p.name}於${day(p.on)}透過${word(channels, p.channel)}與我們聯絡，當時沒有提出任何方案；${p.product}應該合適。`,
    `方便為您介紹${p.product}嗎？`,
  ],
  "purchasing-schedule": (p) =>
    `${p.name}的專案「${p.project}」：${day(p.on)}（${p.days} 天後）${p.what}${if_(p.budget, `，預算 ${p.budget}`)}。`,
  "competitor-opening": (p) => [
    `${p.name}對競爭對手的${p.what}只給 ${p.grade}/5（${day(p.on)}），這是我們的機會。`,
    `和${p.what}相比，您希望哪些地方更好？`,
  ],
  replenishment: (p) =>
    `${p.name}大約每 ${p.gap} 天購買一次${p.product}，上次是${day(p.last)}，可能又需要了。`,
  "runs-out": (p) =>
    `${p.name}於${day(p.last)}購買的${p.product}，預計在${day(p.from)}至${day(p.to)}之間用完。`,
  "abandoned-interest": (p) => [
    p.kind === "basket"
      ? `${p.name}把${p.what}留在購物車（最後一次是${day(p.on)}），之後沒有購買。`
      : `${p.name}多次瀏覽${p.what}（最後一次是${day(p.on)}），之後沒有購買。`,
    `關於${p.what}，有什麼想了解的嗎？`,
  ],
  "competitor-contract-end": (p) => [
    `${p.name}與競爭對手 ${p.competitor} 的合約於${day(p.on)}到期，請及早提案。`,
    "下一份合約您最看重什麼？",
  ],
  "competitor-ageing": (p) => [
    `${p.name}自${day(p.on)}起使用競爭對手 ${p.competitor} 的${p.product}已 ${p.months} 個月，可建議改用我們的產品。`,
    `${p.product}還符合您的需要嗎？`,
  ],
  "competitor-representative": (p) => [
    `${p.person}自${day(p.on)}起${p.change === "came" ? "代表" : "不再代表"}競爭對手 ${p.competitor} 服務${p.name}，是我們的機會。`,
    "您目前得到的服務還滿意嗎？",
  ],
  "price-drop": (p) =>
    `${p.name}${p.wish === "asked" ? "要求留意" : "看過"}的${p.product}自${day(p.on)}起降為 ${p.price}（原價 ${p.before}）。`,
  "back-in-stock": (p) =>
    `${p.name}${p.wish === "asked" ? "要求留意" : "看過"}的${p.product}自${day(p.on)}起恢復供貨。`,

  // Customer recommendation.
  "life-stage-school": (p) => [`${stage(p)}請談談求學期間需要的準備。`, "您怎麼為求學的這幾年做準備？"],
  "life-stage-job": (p) => [`${stage(p)}請談談收入改變後的安排。`, "新工作為您帶來哪些改變？"],
  "life-stage-marriage": (p) => [`${stage(p)}請談談兩個人共同的需要。`, "你們兩位有什麼共同的計畫？"],
  "life-stage-child": (p) => [`${stage(p)}請談談家庭需要的保障。`, "有了孩子以後，什麼對您變得重要？"],
  "ask-after-purchase": (p) => [
    `${p.name}於${day(p.on)}購買了「${p.category}」，請在同一次聯絡中詢問還對什麼有興趣。`,
    `除了「${p.category}」，您還對哪一類產品有興趣？`,
  ],
  "ask-after-refusal": (p) =>
    (p.interest ?? "") === ""
      ? [
          `${p.name}於${day(p.on)}婉拒了「${p.offer}」，請詢問對什麼有興趣，${p.days} 天內不再提同一方案。`,
          "您對哪一類產品比較有興趣？",
        ]
      : [
          `${p.name}於${day(p.on)}婉拒了「${p.offer}」，對${p.interest}比較有興趣，請改談這一項，${p.days} 天內不再提原方案。`,
          `關於${p.interest}，您最在意什麼？`,
        ],
  "points-expiring": (p) =>
    `${p.name}還有 ${p.points} 點將於${day(p.on)}到期。${(p.rewards ?? "") === "" ? "" : `現有點數可兌換：${p.rewards}。`}`,
  "right-expiring": (p) =>
    `${p.name}仍可使用「${p.what}」${if_(p.left, `（剩餘 ${p.left}）`)}，將於${day(p.on)}失效。`,
  "contract-notice": (p) => [
    `${p.name}的合約「${p.contract}」可在${day(p.noticeBy)}前通知終止，${p.endsOn === "" ? "未定期限" : `合約於${day(p.endsOn)}到期`}${p.renews === "yes" ? "或自動續約" : ""}。`,
    `您對「${p.contract}」滿意嗎？`,
  ],
  "lock-in-end": (p) =>
    `自${day(p.endsOn)}起，${p.name}不再受「${p.contract}」約束${if_(p.penalty, `（在此之前：${p.penalty}）`)}，競爭對手會找上門，請先聯絡。`,
  renewal: (p) => [
    `${p.name}的「${p.contract}」將於${day(p.endsOn)}到期，請提議續約。`,
    `「${p.contract}」要繼續嗎？`,
  ],
  "reward-near": (p) =>
    p.reached === "yes"
      ? `${p.name}已累積 ${p.have}，達到 ${p.threshold}${if_(p.reward, `，可得${p.reward}`)}，請發放獎勵。`
      : `${p.name}已累積 ${p.have}/${p.threshold}${if_(p.reward, `，再努力就能得到${p.reward}`)}。`,
  "drip-question": (p) => [`下次聯絡時，請順便請教${p.name}一個問題（${p.topic}）。`, `${p.question}`],
  "verify-facts": (p) => [
    `下次聯絡時，請核對${p.name}的資料：${p.first}（可信度剩 ${p.freshness}%）${Number(p.count) > 1 ? `等 ${p.count} 項` : ""}。`,
    `我們記錄的資料還正確嗎：${p.first}？`,
  ],
  "delete-facts": (p) =>
    `${p.name}的資料已過時且從未核實：${p.first}${Number(p.count) > 1 ? `等 ${p.count} 項` : ""}，請核實或刪除。`,
  "ask-preferences": (p) => [
    (p.after ?? "") !== ""
      ? `${p.name}目前只回應 ${p.after}% 的聯絡，先前為 ${p.before}%${if_(p.channel, `（目前多為${word(channels, p.channel)}）`)}，請詢問希望用什麼方式聯絡。`
      : `尚不知道${p.name}希望用什麼方式聯絡${if_(p.channel, `（目前多為${word(channels, p.channel)}）`)}，請詢問。`,
    "您希望我們用什麼方式、多久聯絡您一次？",
  ],
  "break-point": (p) =>
    `請從上次的斷點接續與${p.name}的談話（${day(p.on)}）：${p.topic}，${p.state}；下一步：${p.next}。`,
  "promise-due": (p) => `${day(p.promisedOn)}答應${p.name}，應於${day(p.dueOn)}完成：${p.what}。`,
  "three-contacts": (p) => [
    `${p.name}至少應有 ${p.wanted} 位聯絡人，目前已知 ${p.known} 位，請再認識一位。`,
    "貴公司還有哪些人應該認識我們？",
  ],
  "win-back": (p) => [
    `${p.name}於${day(p.on)}流失，至今 ${p.days} 天${if_(p.reason, `（原因：${p.reason}）`)}${if_(p.to, `，轉往 ${p.to}`)}；請說明我們之後的改變。`,
    "要有什麼不同，您才願意回來？",
  ],
  "reduce-contact": (p) =>
    `${p.name}帶來的價值為 ${p.amount}（${list(reasons, p.reasons)}），請停止寄送促銷信件，把預算用在更好的客戶身上。`,
  "influence-move": (p) =>
    `對${p.name}（目前：${p.state}）採取「${p.action}」預計可增加 ${p.gain}（值得採取者中排名第 ${p.rank}）。`,
  "document-expiry": (p) => [
    `${p.name}的「${p.what}」將於${day(p.on)}到期，請協助辦理更新。`,
    `需要我們協助更新「${p.what}」嗎？`,
  ],
  "tier-ending": (p) =>
    `${p.name}在 ${p.programme} 的 ${p.tier} 等級保留至${day(p.on)}，請說明如何維持等級。`,
  "re-permission": (p) => [
    `${p.name}於${day(p.since)}同意我們以${list(channels, p.channels)}聯絡，${day(p.lapsesOn)}起不宜再作為依據，請確認是否仍然同意。`,
    "我們可以繼續與您聯絡嗎？",
  ],
  "address-repair": (p) => [
    `${p.name}的${word(points, p.kind)}於${day(p.on)}確認無法使用，且沒有其他同類資料，請透過其他方式詢問。`,
    "我們怎樣才能聯絡到您？",
  ],
  sunset: (p) => [
    `${p.name}在 ${p.days} 天內收到 ${p.touches} 次聯絡都沒有回應：停止促銷，並詢問一次是否仍想收到訊息。`,
    "您還希望收到我們的訊息嗎？",
  ],

  // Product trend.
  "order-rate": (p) =>
    `${p.name}自${day(p.since)}起每${word(units, p.unit)}下單 ${p.after} 次，原為 ${p.before} 次（p ${p.p}）。`,
  "order-amount": (p) =>
    `${p.name}自${day(p.since)}起每筆訂單通常為 ${p.after}，原為 ${p.before}（p ${p.p}）。`,
  "range-shift": (p) =>
    `${p.name}購買的品類自${day(p.since)}起改變：${p.value}占 ${p.after}%，原為 ${p.before}%。`,
  "long-silence": (p) => [
    `${p.name}自${day(p.since)}起已 ${p.days} 天沒有下單；過去 ${p.gaps} 次間隔中有 ${p.percent}% 不超過 ${p.usual} 天。`,
    "有什麼我們能為您做的嗎？",
  ],
  "overdue-order": (p) => [
    `${p.name}已 ${p.days} 天沒有下單，通常每 ${p.usual} 天一次，這麼長的沉默很少見（p ${p.p}）。`,
    "有什麼我們能為您做的嗎？",
  ],
  "segment-shift": (p) => [
    `${p.name}自${day(p.since)}以來從「${p.from}」降到「${p.to}」，請了解原因。`,
    "您對我們的產品或服務，感受有什麼改變嗎？",
  ],
  "rfm-shift": (p) =>
    `${p.name}的${list(parts, p.parts)}自${day(p.since)}起由 ${p.before} 變為 ${p.after}（p ${p.p}）。`,
  "fading-buyer": (p) => [
    `${p.name}原是常客（頻率 ${p.frequency} 分），正在淡出：最近消費由 ${p.recencyBefore} 分降到 ${p.recency} 分，已 ${p.days} 天沒有下單。`,
    "您的情況有什麼改變嗎？",
  ],
  "purchase-pattern": (p) =>
    `${p.name}的購買${word(patterns, p.pattern)}（自${day(p.since)}起共 ${p.periods} 期）。`,
  "campaign-response": (p) =>
    `${p.name}對「${p.campaigns}」的 ${p.touches} 次聯絡回應率為 ${p.percent}%，一般為 ${p.usual}%。`,
  "complaint-alert": (p) =>
    `${day(p.on)}關於「${p.about}」的抱怨有 ${p.count} 件，平常每天 ${p.centre} 件、上限 ${p.limit} 件，請找出原因（${p.name}）。`,

  // Customer trend.
  "place-shift": (p) => `${p.name}的${word(mixes, p.of)}改變：${moved(p)}。`,
  "time-shift": (p) => `${p.name}的${word(mixes, p.of)}改變：${moved(p)}。`,
  "enquiry-shift": (p) => [`${p.name}詢問的內容改變：${moved(p)}。`, "您最近在考慮些什麼？"],
  "interest-shift": (p) => [
    `${p.name}自${day(p.since)}起常看的由「${p.from}」轉為「${p.to}」（${p.after}%，原為 ${p.before}%），推薦也應隨之改變。`,
    `「${p.to}」的哪些方面讓您感興趣？`,
  ],
  "value-change": (p) =>
    `${p.name}的${word(measures, p.measure)}自${day(p.since)}起由 ${p.before} 變為 ${p.after}。`,
  "class-change": (p) => `${p.name}由 ${p.from} 級變為 ${p.to} 級（${p.amount}）。`,
  "tier-moved": (p) =>
    p.to === "inactive"
      ? `${p.name}原屬 ${p.from}，${day(p.periodFrom)}至${day(p.periodTo)}之間沒有購買。`
      : `${p.name}在${day(p.periodFrom)}至${day(p.periodTo)}之間由 ${p.from} ${way(p.direction)}到 ${p.to}${if_(p.down, `；${p.to} 的客戶每期有 ${p.down}% 會再下降`)}。`,
  "move-predicted": (p) => [
    `${p.name}於${day(p.on)}屬於 ${p.state}；同級客戶中有 ${p.percent}% 會在一期內${way(p.direction)}。`,
    "對於明年的合作，您有什麼想法？",
  ],
  "channel-habit": (p) =>
    `${p.name}最常透過${word(channels, p.channel)}回應${if_(p.time, `（${p.time}）`)}：${p.percent}%，平均為 ${p.usual}%。`,
  "contact-pressure": (p) =>
    `${p.name}在 ${p.days} 天內收到 ${p.touches} 次聯絡、回應 ${p.responses} 次：${p.class === "saturated" ? "請減少聯絡" : "還可以多聯絡"}。`,
  "yearly-gold": (p) => `${period(p.half)}：${p.name}是金牌客戶（${p.amount}），請確認負責人與計畫。`,
  "yearly-drag": (p) =>
    `${period(p.half)}：${p.name}屬於牽後腿的客戶（${p.amount}；${list(reasons, p.reasons)}），請決定是否照舊。`,
  "retention-drift": (p) =>
    `${p.name}的${word(measures, p.measure)}在${day(p.periodFrom)}至${day(p.periodTo)}之間由 ${p.before} 變為 ${p.after}。`,
  "lifestyle-review": (p) => [
    `${period(p.half)}：請檢視${p.name}的生活、喜好與需要（${p.count} 項，例如 ${p.first}）：哪些是新的，哪些已不再適用？`,
    "您最近有什麼改變嗎？",
  ],
});

function stage(p: {
  readonly name: string | number;
  readonly event: string | number;
  readonly on: string | number;
  readonly who: string | number;
  readonly expected: string | number;
}): string {
  return `${p.name}${if_(p.who, `的家人 ${p.who} `)}${p.expected === "yes" ? `預計於${day(p.on)}` : `已於${day(p.on)}`}${word(stages, p.event)}。`;
}

function moved(p: {
  readonly value: string | number;
  readonly before: string | number;
  readonly after: string | number;
  readonly since: string | number;
}): string {
  return `自${day(p.since)}起，${p.value}占 ${p.after}%，原為 ${p.before}%`;
}
