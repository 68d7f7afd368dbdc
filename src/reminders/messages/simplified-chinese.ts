import { day, if_, list, period, word } from "./_chinese.ts";
import type { ReminderMessages } from "./english.ts";

const channels = {
  email: "邮件",
  sms: "短信",
  phone: "电话",
  post: "信函",
  web: "网站",
  chat: "在线聊天",
  store: "门店",
  visit: "上门拜访",
  seminar: "研讨会",
  "call-centre": "呼叫中心",
  "sales-centre": "销售中心",
};
const days = {
  wedding: "结婚纪念日",
  founding: "公司成立纪念日",
  graduation: "毕业纪念日",
  hiring: "入职纪念日",
  purchase: "首次购买纪念日",
};
const events = {
  promotion: "升职",
  award: "获奖",
  relocation: "搬家",
  retirement: "退休",
  illness: "生病",
  bereavement: "亲人去世",
  graduation: "毕业",
  marriage: "结婚",
};
const stages = {
  schooling: "上学",
  graduation: "毕业",
  employment: "参加工作",
  marriage: "结婚",
  childbirth: "添了孩子",
};
const patterns = {
  growing: "持续增长",
  declining: "逐步下滑",
  volatile: "波动很大",
  "wearing-out": "后劲不足",
};
const mixes = { place: "购买地点", channel: "购买渠道", "time-of-day": "购买时段", weekday: "在星期几购买" };
const measures = {
  revenue: "销售额",
  profit: "利润",
  "lifetime-value": "生命周期价值",
  tier: "价值等级",
  retention: "保持度",
  "share-of-wallet": "钱包份额",
};
const units = { day: "天", week: "周", month: "月", year: "年" };
const parts = { recency: "最近一次消费", frequency: "消费频率", monetary: "消费金额" };
const reasons = {
  "costs-more": "成本高于收益",
  "no-order-for-over-a-year": "一年多没有订单",
  "bids-always-lost": "投标从未中标",
};
const roles = {
  operational: "操作层",
  managerial: "管理层",
  decision: "决策层",
  user: "使用部门",
  technical: "技术部门",
  finance: "财务部门",
};
const concerns = { feel: "手感", quiet: "安静", "failure rate": "故障率", "price-performance": "性价比" };
const chain = { supplier: "供应商", distributor: "经销商", customer: "客户" };
const beginnings = { address: "可用的地址或号码", preferences: "希望的联系方式与频率", talk: "第一次交谈" };
const points = {
  email: "电子邮箱",
  phone: "电话",
  mobile: "手机号码",
  fax: "传真",
  post: "邮寄地址",
  web: "网址",
  social: "社交账号",
  messaging: "即时通讯账号",
};
const rank = (value: string | number): string => (value === "" ? "级别未知" : `${value} 类客户`);
const way = (direction: string | number): string =>
  direction === "up" ? "上移" : direction === "down" ? "下移" : "变动";

/** The messages in Simplified Chinese. */
export const simplifiedChinese: ReminderMessages = /* @__PURE__ */ Object.freeze<ReminderMessages>({
  // Product care.
  "installation-check": (p) => [
    `${p.name}的${p.product}于${day(p.on)}安装完毕，请回访使用情况。`,
    `${p.product}安装和初次使用还顺利吗？您知道怎样联系我们的售后吗？`,
  ],
  "first-use-check": (p) => [
    `${p.name}在${day(p.on)}买的${p.product}已经用了 ${p.days} 天，请问问用得怎么样。`,
    `${p.product}用着还习惯吗？有没有不明白的地方？`,
  ],
  "service-notice": (p) => [
    `${p.name}在${day(p.on)}第一次购买“${p.category}”，请告知售后服务的联系方式${if_(p.warranty, `，质保期到${day(p.warranty)}`)}。`,
    "您知道怎样得到我们的售后服务吗？",
  ],
  "maintenance-due": (p) =>
    `${p.name}的${p.product}该在${day(p.dueOn)}做保养了（每 ${p.months} 个月一次，${p.event === "serviced" ? "上次保养" : "安装"}时间：${day(p.last)}）。`,
  "maintenance-overdue": (p) => [
    `${p.name}的${p.product}原定${day(p.dueOn)}保养，已经拖了 ${p.days} 天，请打电话约时间。`,
    "您看哪天方便上门保养？",
  ],
  "service-feedback": (p) => [
    `${p.name}的${p.product}${day(p.on)}做了保养，请回访过程和效果。`,
    `这次${p.product}的保养，预约、质量和师傅的态度您都满意吗？`,
  ],
  "activity-feedback": (p) => [
    `${p.name}在${day(p.on)}参加了“${p.activity}”，请问问感受${if_(p.aspects, `（${p.aspects}）`)}。`,
    p.aspects === "" ? `您觉得“${p.activity}”怎么样？` : `“${p.activity}”的${p.aspects}，您觉得怎么样？`,
  ],
  "complaint-follow-up": (p) => [
    `${p.name}在${day(p.on)}投诉（${p.category}，严重程度 ${p.severity}/5），还没有解决，请今天就答复。`,
    "怎样处理您会满意？",
  ],
  "low-grade-follow-up": (p) => [
    `${p.name}在${day(p.on)}给“${p.element}”打了 ${p.grade} 分（满分 ${p.best}），请今天问清原因。`,
    "您觉得哪里应该做得不一样？",
  ],
  "upgrade-offer": (p) => [
    `${p.name}在用的${p.product}有了换代产品${p.successor}，${day(p.launchedOn)}起销售。`,
    `如果换掉${p.product}，您希望新产品有哪些改进？`,
  ],
  "ageing-product": (p) => [
    `${p.name}的${p.product}从${day(p.on)}用到现在已有 ${p.months} 个月，可以建议检查、维修或升级。`,
    `${p.product}现在还够用吗？`,
  ],
  "failing-product": (p) => [
    `${p.name}在 ${p.days} 天内因${p.product}投诉了 ${p.count} 次（${day(p.since)}起使用），请提供维修或更换。`,
    `${p.product}您希望维修还是更换？`,
  ],
  "advance-notice": (p) =>
    `${p.name}在用的${p.product}从${day(p.on)}起停止销售，请提前打招呼并说明替代方案。`,
  "complaint-recovery": (p) => [
    `${p.name}（${rank(p.class)}）${p.days} 天里投诉了 ${p.count} 次，请派一名过硬的人员处理，并检查订单是否按时完成（在谈项目 ${p.open} 个）。`,
    "我们改进哪些地方，您就不用再投诉了？",
  ],
  "warranty-end": (p) => [
    `${p.name}的${p.product}质保期到${day(p.on)}为止，有问题请趁早报修。`,
    `质保期内，${p.product}还有什么要处理的吗？`,
  ],
  "product-recall": (p) => `产品召回：${p.name}持有的${p.product}。${p.what}`,
  "review-request": (p) => [
    `${p.name}在${day(p.on)}买了${p.product}，可以请客户写个评价。`,
    `愿意跟大家说说${p.product}用着怎么样吗？`,
  ],
  "meter-service-due": (p) =>
    `${p.name}的${p.product}每 ${p.every} ${p.unit}应保养一次，${p.reached === "yes" ? "已于" : "预计于"}${day(p.dueOn)}达到（${day(p.on)}读数 ${p.reading} ${p.unit}）。`,
  "meter-service-overdue": (p) => [
    `${p.name}的${p.product}按使用量（每 ${p.every} ${p.unit}）应于${day(p.dueOn)}保养，已逾期 ${p.days} 天仍未进行，请致电约定日期。`,
    "哪一天方便为您安排保养？",
  ],
  "price-notice": (p) =>
    `${p.name}拥有或常购买的${p.product}自${day(p.on)}起调整价格${if_(p.price, `为 ${p.price}`)}${if_(p.before, `（原价 ${p.before}）`)}。${p.what}`,
  "outage-notice": (p) =>
    `${p.name}使用的${p.product}自${day(p.on)}起${if_(p.until, `至${day(p.until)}`)}${p.kind === "end-of-support" ? "不再提供支持" : "暂停服务"}，请提前告知。${p.what}`,

  // Customer care.
  birthday: (p) => {
    const lunar = p.calendar === "chinese";
    const age = p.turns === "" ? "年龄不详" : `满 ${p.turns} 岁`;
    const details = [
      lunar ? `农历 ${String(p.day).replace("leap ", "闰 ")}` : "",
      age,
      p.verified === "yes" ? "" : "日期未核实",
    ];
    return `${day(p.on)}是${p.name}的${lunar ? "农历" : ""}生日（${details.filter(Boolean).join("，")}）。`;
  },
  "birthday-ahead": (p) =>
    `${p.days} 天后，也就是${day(p.on)}，是${p.name}的生日${if_(p.turns, `（满 ${p.turns} 岁）`)}，请准备问候或礼物。`,
  "family-dates": (p) => `${day(p.on)}是${p.name}家里人的好日子：${p.people}。`,
  "special-event": (p) => `${p.name}在${day(p.on)}${word(events, p.event)}，请亲自表示一下心意。`,
  "disaster-care": (p) => [
    `${p.event}（${day(p.on)}起）波及${p.place}，${p.name}就在那里：先问平安、提供帮助，不要推销。`,
    "您和身边的人都平安吗？有什么我们能帮上忙的？",
  ],
  anniversary: (p) =>
    `${day(p.on)}是${p.name}的${p.kind === "other" ? p.label : word(days, p.kind)}${if_(p.years, `（${p.years} 周年）`)}。`,
  "memorial-day": (p) => `${day(p.on)}是${p.name}的祭日：简单问候即可，当天不要推销。`,
  "customer-anniversary": (p) => `${p.name}从${day(p.since)}起与我们合作，已经 ${p.years} 年了，请道一声谢。`,
  "holiday-ahead": (p) => [
    `${p.name}在${day(p.from)}要去${p.place}休假，请祝旅途愉快，急事先办。`,
    "出发之前，有什么要先办的吗？",
  ],
  "holiday-return": (p) => [`${p.name}在${day(p.to)}从${p.place}休假回来了。`, `${p.place}之行怎么样？`],
  "goals-review": (p) => [
    `${p.name}今年的目标是：${p.goal}。${p.moment === "mid-year" ? "一年已经过半" : "快到年底了"}，请问问进展。`,
    "今年的目标完成得怎么样了？我们能帮上什么忙？",
  ],
  "regular-contact": (p) =>
    p.talked === "yes"
      ? `该跟${p.name}联系了：上次交谈是${day(p.on)}，间隔最长 ${p.days} 天（${rank(p.class)}）。`
      : `该跟${p.name}联系了：${day(p.on)}以来没有交谈记录，间隔最长 ${p.days} 天（${rank(p.class)}）。`,
  "contact-soon": (p) =>
    `上次跟${p.name}交谈是${day(p.on)}，${p.left} 天之内该再联系（间隔最长 ${p.days} 天）。`,
  "annual-meeting": (p) => [
    `请为${p.name}（${rank(p.class)}）筹备${day(p.on)}前后的年度座谈会${p.last === "" ? "，目前没有开过的记录" : `，上次是${day(p.last)}`}。`,
    "今年的座谈会，您想聊哪些话题？",
  ],
  "executive-visit": (p) =>
    `${p.name}（${rank(p.class)}）近 ${p.days} 天有 ${p.visits} 次高层拜访，请安排本季度的拜访。`,
  "peer-contact": (p) =>
    `${p.name}的${p.person}${if_(p.title, `（${p.title}）`)}已有 ${p.days} 天没有我方对等人员联系，${p.staff === "" ? "请指定合适的人" : `合适的人选：${p.staff}`}。`,
  "top-customer-visit": (p) => [
    `${p.name}是我们最大的客户之一（${p.amount}），${p.year}年到现在购买 ${p.orders} 次，请赶在竞争对手之前登门拜访。`,
    "您今年有什么打算？",
  ],
  "personal-message": (p) => `开给${p.name}的发票 ${p.invoice} 将于${day(p.on)}寄出，请附上一句个性化的话。`,
  "ask-advice": (p) => [
    `${p.name}是我们最重要的客户之一，${p.year}年请向客户征求意见，并邀请参加讨论会。`,
    "您觉得我们哪些地方该改进？愿意跟我们一起讨论吗？",
  ],
  "suggestion-follow-up": (p) => `${p.name}在${day(p.on)}提过建议（${p.about}），请告诉客户后来怎么办的。`,
  "club-event": (p) => `会员专享：${p.what}从${day(p.on)}开始，请让${p.name}先知道。`,
  appointment: (p) =>
    `${p.name}定于${day(p.on)}参加“${p.what}”${if_(p.place, `，地点：${p.place}`)}，请确认。`,
  "appointment-thanks": (p) => `${p.name}在${day(p.on)}来参加了“${p.what}”，请道谢。`,
  welcome: (p) => [
    `${p.name}从${day(p.since)}起成为客户，请表示欢迎并介绍对接人。`,
    "当初是什么让您选了我们？",
  ],
  "invoice-due": (p) =>
    `${p.name}的发票 ${p.invoice}（${p.amount}）${p.late === "yes" ? `${day(p.dueOn)}已到期，还没有付款` : `${day(p.dueOn)}到期`}。`,
  "nth-purchase": (p) => `${p.name}在${day(p.on)}完成了第 ${p.number} 次购买，请道谢。`,
  "mystery-calls": (p) =>
    `${period(p.quarter)}：请装作顾客给自己和对手的呼叫中心打电话，各演 ${p.scenarios} 个场景（已完成 ${p.done} 个）。`,
  "voice-system-test": (p) => `${period(p.month)}：请拨打自己公司的语音系统，看顾客能不能顺利找到人。`,
  "form-shortening": (p) =>
    `${period(p.half)}：请跟着一张表格在公司里走一遍，砍掉多余的环节${if_(p.steps, `（记录里有 ${p.steps} 个环节没有标为必要）`)}。`,
  "prefilled-forms": (p) => `${period(p.half)}：请检查，凡是我们已经知道的信息，就不要再让顾客填写。`,
  "family-dates-ahead": (p) =>
    `再过 ${p.days} 天，${day(p.on)}是${p.name}家人的特别日子：${p.people}，请准备祝福或小礼物。`,
  "anniversary-ahead": (p) =>
    `再过 ${p.days} 天，${day(p.on)}是${p.name}的${p.kind === "other" ? p.label : word(days, p.kind)}${if_(p.years, `（${p.years} 年）`)}，请准备祝福或小礼物。`,
  "supply-chain-care": (p) => [
    `${p.event}（${day(p.on)}起）影响${p.place}，${p.name}的${word(chain, p.role)}${p.partner}就在当地${Number(p.count) > 1 ? `，供应链中另有 ${Number(p.count) - 1} 家受影响` : ""}：请了解对客户的影响并提供协助，不要推销。`,
    "这件事影响到您的供货或销售吗？我们能帮什么忙？",
  ],
  "supply-chain-change": (p) => [
    p.change === "closed"
      ? `${p.name}的${word(chain, p.role)}${p.partner}已于${day(p.on)}停业，请了解对客户的影响。`
      : `${p.partner}自${day(p.on)}起${p.change === "ended" ? "不再是" : "成为"}${p.name}的${word(chain, p.role)}，请了解对客户的影响。`,
    "这项变动对您与我们的合作计画有什么影响？",
  ],
  "payment-failed": (p) => [
    `${p.name}的发票 ${p.invoice}（${p.amount}）于${day(p.on)}付款未成功，请询问其他付款方式。`,
    "您希望改用哪一种方式付款？",
  ],
  onboarding: (p) => [
    `${p.name}自${day(p.since)}成为客户已 ${p.days} 天，仍缺少：${list(beginnings, p.missing)}。`,
    "您需要的我们都准备好了吗？您希望怎样和我们保持联系？",
  ],
  "recommendation-question": (p) => [
    `请询问${p.name}推荐我们的意愿${p.last === "" ? "" : `（${day(p.on)}为 ${p.last} 分，满分 10 分）`}。`,
    "从 0 到 10 分，您有多愿意把我们推荐给认识的人？",
  ],
  "detractor-follow-up": (p) => [
    `${p.name}不太愿意推荐我们（${day(p.on)}给 ${p.grade} 分，满分 10 分），请联系了解原因。`,
    "我们最该改进的一件事是什么？",
  ],
  "referral-request": (p) => [
    `${p.name}愿意推荐我们（${day(p.on)}给 ${p.grade} 分，满分 10 分），请询问可以介绍给谁。`,
    "您身边有没有人也用得上我们的服务？",
  ],
  "referral-thanks": (p) => `${p.name}于${day(p.on)}介绍了一位新客户，请表达感谢。`,

  // Product recommendation.
  "associated-product": (p) => [
    `可以向${p.name}推荐${p.product}：已有${p.because}的 ${p.having} 人里，${p.both} 人两样都有。`,
    `您考虑过${p.product}吗？`,
  ],
  "new-product": (p) => [`新产品${p.product}可能适合${p.name}：${p.matched}。`, `要不要试试${p.product}？`],
  "reason-for-use": (p) => [
    `下次联系时，问问${p.name}拿${p.product}做什么用（从${day(p.on)}用起）。`,
    `您用${p.product}做什么？都在什么情形下用？`,
  ],
  "narrow-range": (p) => [
    `${p.name}买了 ${p.amount}，却只集中在 ${p.categories} 个品类，可以提请试用其他品类。`,
    "我们别的产品里，有您感兴趣的吗？",
  ],
  "wallet-gap": (p) => [
    `${p.name}的开销只有 ${p.percent}% 花在我们这儿，还有 ${p.gap} 花在别家。`,
    "有哪些东西您现在在别处买，其实我们也有？",
  ],
  bundle: (p) => `${p.name}已有${p.has}，配上${p.lacks}就是一套，能省 ${p.saving}。`,
  "role-pitch": (p) => [
    `${p.project === "" ? `向${p.name}推荐${p.product}` : `${p.name}的项目“${p.project}”`}：${p.person}（${list(roles, p.role)}）看重${word(concerns, p.concern)}，就从这儿谈起。`,
    `${word(concerns, p.concern)}对您来说有多重要？`,
  ],
  "inbound-offer": (p) => [
    `${p.name}在${day(p.on)}通过${word(channels, p.channel)}找过我们，当时没有报任何优惠；${p.product}应该合适。`,
    `能跟您介绍一下${p.product}吗？`,
  ],
  "purchasing-schedule": (p) =>
    `${p.name}的项目“${p.project}”：${day(p.on)}（还有 ${p.days} 天）${p.what}${if_(p.budget, `，预算 ${p.budget}`)}。`,
  "competitor-opening": (p) => [
    `${p.name}给竞争对手的${p.what}只打 ${p.grade}/5 分（${day(p.on)}），我们的机会来了。`,
    `跟${p.what}比，您希望哪里更好？`,
  ],
  replenishment: (p) =>
    `${p.name}差不多每 ${p.gap} 天买一次${p.product}，上次是${day(p.last)}，可能又该买了。`,
  "runs-out": (p) =>
    `${p.name}在${day(p.last)}买的${p.product}，估计在${day(p.from)}到${day(p.to)}之间用完。`,
  "abandoned-interest": (p) => [
    p.kind === "basket"
      ? `${p.name}把${p.what}放进购物车（最后一次是${day(p.on)}），后来没有下单。`
      : `${p.name}一再浏览${p.what}（最后一次是${day(p.on)}），后来没有下单。`,
    `${p.what}还有什么想了解的吗？`,
  ],
  "competitor-contract-end": (p) => [
    `${p.name}与竞争对手 ${p.competitor} 的合同于${day(p.on)}到期，请尽早提出方案。`,
    "下一份合同您最看重什么？",
  ],
  "competitor-ageing": (p) => [
    `${p.name}自${day(p.on)}起使用竞争对手 ${p.competitor} 的${p.product}已 ${p.months} 个月，可建议改用我们的产品。`,
    `${p.product}还符合您的需要吗？`,
  ],
  "competitor-representative": (p) => [
    `${p.person}自${day(p.on)}起${p.change === "came" ? "代表" : "不再代表"}竞争对手 ${p.competitor} 服务${p.name}，是我们的机会。`,
    "您目前得到的服务还满意吗？",
  ],
  "price-drop": (p) =>
    `${p.name}${p.wish === "asked" ? "要求留意" : "看过"}的${p.product}自${day(p.on)}起降为 ${p.price}（原价 ${p.before}）。`,
  "back-in-stock": (p) =>
    `${p.name}${p.wish === "asked" ? "要求留意" : "看过"}的${p.product}自${day(p.on)}起恢复供货。`,

  // Customer recommendation.
  "life-stage-school": (p) => [`${stage(p)}可以谈谈读书期间的安排。`, "孩子读书这些年，您打算怎样安排？"],
  "life-stage-job": (p) => [`${stage(p)}可以谈谈收入变化后的安排。`, "换了新工作，有哪些变化？"],
  "life-stage-marriage": (p) => [`${stage(p)}可以谈谈两个人过日子需要什么。`, "你们俩有什么打算？"],
  "life-stage-child": (p) => [`${stage(p)}可以谈谈家庭保障。`, "有了孩子，您最看重什么？"],
  "ask-after-purchase": (p) => [
    `${p.name}在${day(p.on)}买了“${p.category}”，趁这次联系问问还对哪一类感兴趣。`,
    `除了“${p.category}”，您还对哪一类感兴趣？`,
  ],
  "ask-after-refusal": (p) =>
    (p.interest ?? "") === ""
      ? [
          `${p.name}在${day(p.on)}拒绝了“${p.offer}”，请问问对哪一类感兴趣，${p.days} 天内不再提这个。`,
          "您对哪一类更感兴趣？",
        ]
      : [
          `${p.name}在${day(p.on)}拒绝了“${p.offer}”，更想要${p.interest}，请谈这个，${p.days} 天内不再提原来的。`,
          `${p.interest}当中，您最看重什么？`,
        ],
  "points-expiring": (p) =>
    `${p.name}还有 ${p.points} 积分，${day(p.on)}过期。${(p.rewards ?? "") === "" ? "" : `现有积分可以兑换：${p.rewards}。`}`,
  "right-expiring": (p) =>
    `${p.name}还可以享用“${p.what}”${if_(p.left, `（还剩 ${p.left}）`)}，${day(p.on)}作废。`,
  "contract-notice": (p) => [
    `${p.name}的合同“${p.contract}”最晚可在${day(p.noticeBy)}提出解约，${p.endsOn === "" ? "没有到期日" : `合同${day(p.endsOn)}到期`}${p.renews === "yes" ? "或自动续签" : ""}。`,
    `您对“${p.contract}”还满意吗？`,
  ],
  "lock-in-end": (p) =>
    `从${day(p.endsOn)}起，${p.name}不再受“${p.contract}”约束${if_(p.penalty, `（在那之前：${p.penalty}）`)}，同行会找上门来，请先去谈。`,
  renewal: (p) => [
    `${p.name}的“${p.contract}”${day(p.endsOn)}到期，请建议续签。`,
    `“${p.contract}”还要续吗？`,
  ],
  "reward-near": (p) =>
    p.reached === "yes"
      ? `${p.name}累计 ${p.have}，已达到 ${p.threshold}${if_(p.reward, `，可以拿到${p.reward}`)}，请兑现奖励。`
      : `${p.name}累计 ${p.have}/${p.threshold}${if_(p.reward, `，再有一点就能拿到${p.reward}`)}。`,
  "drip-question": (p) => [`下次联系时，顺便问${p.name}一个问题（${p.topic}）。`, `${p.question}`],
  "verify-facts": (p) => [
    `下次联系时，请核对${p.name}的信息：${p.first}（可信度只剩 ${p.freshness}%）${Number(p.count) > 1 ? `等 ${p.count} 条` : ""}。`,
    `我们记的这条还对吗：${p.first}？`,
  ],
  "delete-facts": (p) =>
    `${p.name}的信息已经过时，也从未核实：${p.first}${Number(p.count) > 1 ? `等 ${p.count} 条` : ""}，请核实或删除。`,
  "ask-preferences": (p) => [
    (p.after ?? "") !== ""
      ? `${p.name}现在只回应 ${p.after}% 的联系，以前是 ${p.before}%${if_(p.channel, `（目前多用${word(channels, p.channel)}）`)}，请问问愿意怎样联系。`
      : `还不知道${p.name}愿意怎样联系${if_(p.channel, `（目前多用${word(channels, p.channel)}）`)}，请问一问。`,
    "您希望我们以怎样的方式、多久跟您联系一次？",
  ],
  "break-point": (p) =>
    `跟${p.name}接着上次的“断点”谈（${day(p.on)}）：${p.topic}，${p.state}；下一步：${p.next}。`,
  "promise-due": (p) => `${day(p.promisedOn)}答应过${p.name}，${day(p.dueOn)}要办好：${p.what}。`,
  "three-contacts": (p) => [
    `${p.name}至少要记录 ${p.wanted} 名联系人，现在有 ${p.known} 名，请再认识一位。`,
    "贵公司还有哪些人应该认识我们？",
  ],
  "win-back": (p) => [
    `${p.name}在${day(p.on)}流失，到现在 ${p.days} 天${if_(p.reason, `（原因：${p.reason}）`)}${if_(p.to, `，去了 ${p.to}`)}；请告诉客户我们有了哪些变化。`,
    "怎样改变，您才愿意回来？",
  ],
  "reduce-contact": (p) =>
    `${p.name}只带来 ${p.amount}（${list(reasons, p.reasons)}），请停发促销信件，把钱花在更好的客户身上。`,
  "influence-move": (p) =>
    `对${p.name}（现为 ${p.state}）采取“${p.action}”，预计多得 ${p.gain}（在值得做的客户里排第 ${p.rank}）。`,
  "document-expiry": (p) => [
    `${p.name}的“${p.what}”将于${day(p.on)}到期，请协助办理续期。`,
    `需要我们协助办理“${p.what}”的续期吗？`,
  ],
  "tier-ending": (p) => `${p.name}在 ${p.programme} 的 ${p.tier} 等级保留至${day(p.on)}，请说明怎样保级。`,
  "re-permission": (p) => [
    `${p.name}于${day(p.since)}同意我们以${list(channels, p.channels)}联系，${day(p.lapsesOn)}起就不宜再作为依据，请确认是否仍然同意。`,
    "我们可以繼续与您联系吗？",
  ],
  "address-repair": (p) => [
    `${p.name}的${word(points, p.kind)}于${day(p.on)}确认无法使用，且没有其他同类资料，请通过其他方式询问。`,
    "我们怎样才能联系到您？",
  ],
  sunset: (p) => [
    `${p.name}在 ${p.days} 天内收到 ${p.touches} 次联系都没有回应：停止促销，并询问一次是否仍想收到消息。`,
    "您还希望收到我们的消息吗？",
  ],

  // Product trend.
  "order-rate": (p) =>
    `${p.name}从${day(p.since)}起每${word(units, p.unit)}订货 ${p.after} 次，以前是 ${p.before} 次（p ${p.p}）。`,
  "order-amount": (p) => `${p.name}从${day(p.since)}起每单一般 ${p.after}，以前是 ${p.before}（p ${p.p}）。`,
  "range-shift": (p) =>
    `${p.name}买的东西从${day(p.since)}起变了：${p.value}占 ${p.after}%，以前占 ${p.before}%。`,
  "long-silence": (p) => [
    `${p.name}从${day(p.since)}起 ${p.days} 天没下单了；以前 ${p.gaps} 次间隔里有 ${p.percent}% 不超过 ${p.usual} 天。`,
    "有什么需要我们做的吗？",
  ],
  "overdue-order": (p) => [
    `${p.name} ${p.days} 天没下单了，平时 ${p.usual} 天一次，这么久不来很少见（p ${p.p}）。`,
    "有什么需要我们做的吗？",
  ],
  "segment-shift": (p) => [
    `${p.name}从${day(p.since)}以来由“${p.from}”掉到“${p.to}”，请找出原因。`,
    "对我们的产品或服务，您的看法有变化吗？",
  ],
  "rfm-shift": (p) =>
    `${p.name}的${list(parts, p.parts)}从${day(p.since)}起由 ${p.before} 变成 ${p.after}（p ${p.p}）。`,
  "fading-buyer": (p) => [
    `${p.name}本来买得勤（频率 ${p.frequency} 分），现在在淡出：最近消费从 ${p.recencyBefore} 分降到 ${p.recency} 分，${p.days} 天没下单。`,
    "您那边有什么变化吗？",
  ],
  "purchase-pattern": (p) =>
    `${p.name}的购买${word(patterns, p.pattern)}（从${day(p.since)}起 ${p.periods} 期）。`,
  "campaign-response": (p) =>
    `“${p.campaigns}”联系${p.name} ${p.touches} 次，响应率 ${p.percent}%，一般是 ${p.usual}%。`,
  "complaint-alert": (p) =>
    `${day(p.on)}关于“${p.about}”的投诉有 ${p.count} 起，平时每天 ${p.centre} 起、上限 ${p.limit} 起，请查明原因（${p.name}）。`,

  // Customer trend.
  "place-shift": (p) => `${p.name}的${word(mixes, p.of)}变了：${moved(p)}。`,
  "time-shift": (p) => `${p.name}${p.of === "weekday" ? "购买的日子" : word(mixes, p.of)}变了：${moved(p)}。`,
  "enquiry-shift": (p) => [`${p.name}咨询的内容变了：${moved(p)}。`, "您最近关心些什么？"],
  "interest-shift": (p) => [
    `${p.name}从${day(p.since)}起常看的从“${p.from}”变成“${p.to}”（${p.after}%，以前 ${p.before}%），推荐也要跟着变。`,
    `“${p.to}”哪一点吸引您？`,
  ],
  "value-change": (p) =>
    `${p.name}的${word(measures, p.measure)}从${day(p.since)}起由 ${p.before} 变成 ${p.after}。`,
  "class-change": (p) => `${p.name}从 ${p.from} 类变成 ${p.to} 类（${p.amount}）。`,
  "tier-moved": (p) =>
    p.to === "inactive"
      ? `${p.name}原来属于 ${p.from}，${day(p.periodFrom)}到${day(p.periodTo)}之间没有购买。`
      : `${p.name}在${day(p.periodFrom)}到${day(p.periodTo)}之间从 ${p.from} ${way(p.direction)}到 ${p.to}${if_(p.down, `；${p.to} 的客户每期有 ${p.down}% 还会下移`)}。`,
  "move-predicted": (p) => [
    `${p.name}在${day(p.on)}处于 ${p.state}；同一价值段的客户，一期之内有 ${p.percent}% 会${way(p.direction)}。`,
    "明年的合作，您怎么看？",
  ],
  "channel-habit": (p) =>
    `${p.name}最爱通过${word(channels, p.channel)}回应${if_(p.time, `（${p.time}）`)}：${p.percent}%，平均 ${p.usual}%。`,
  "contact-pressure": (p) =>
    `${p.name} ${p.days} 天里被联系 ${p.touches} 次，回应 ${p.responses} 次：${p.class === "saturated" ? "要少打扰" : "还可以多联系"}。`,
  "yearly-gold": (p) => `${period(p.half)}：${p.name}是金牌客户（${p.amount}），请落实负责人和计划。`,
  "yearly-drag": (p) =>
    `${period(p.half)}：${p.name}属于拖后腿的客户（${p.amount}；${list(reasons, p.reasons)}），请决定要不要照旧。`,
  "retention-drift": (p) =>
    `${p.name}的${word(measures, p.measure)}在${day(p.periodFrom)}到${day(p.periodTo)}之间由 ${p.before} 变成 ${p.after}。`,
  "lifestyle-review": (p) => [
    `${period(p.half)}：请把${p.name}的生活、爱好和需要过一遍（${p.count} 条，比如 ${p.first}）：哪些是新的，哪些已经不对了？`,
    "最近有什么新变化吗？",
  ],
});

function stage(p: {
  readonly name: string | number;
  readonly event: string | number;
  readonly on: string | number;
  readonly who: string | number;
  readonly expected: string | number;
}): string {
  return `${p.name}${if_(p.who, `家的 ${p.who} `)}${p.expected === "yes" ? `预计${day(p.on)}` : day(p.on)}${word(stages, p.event)}。`;
}

function moved(p: {
  readonly value: string | number;
  readonly before: string | number;
  readonly after: string | number;
  readonly since: string | number;
}): string {
  return `从${day(p.since)}起，${p.value}占 ${p.after}%，以前占 ${p.before}%`;
}
