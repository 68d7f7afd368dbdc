// The Chinese lunisolar years 1900–2100, four base-36 digits a year. Bits 0–11: month 1–12 has 30 days;
// bits 12–15: number of the leap month (0 none); bit 16: the leap month has 30 days.
// Generated with lunar-typescript 1.8.6 (MIT, 6tail); each month start was compared with the independent
// table of ytliu0/ChineseCalendar, which differs in one month only, the 7th of 2097.
const PACKED =
  "0rma01g202w50i0a018r023f1tba012i028p08mi01g20lnp027902171wej00j1012j07g502p523ki02vm02lh0iel021i00ja" +
  "1tcl01ck02w909ca02vm0k9y010r021j1w7q028q01ck1pi901ft22vn0237010r1yjf023x012i1twl02as028908y302390o8d" +
  "0112023x1wi2014i02p11qxu02mi0qdx023b011y0k1h025101ci0e3902w5018q0aq7023f0o9m012i02950i42028i02790euj" +
  "02170re300j1012l1ynd02p502oi0fit02lh0yfh021i00ja0jjp01cl02w90itu02vm02li0ai6021j0rfa00nu01cl0i2101ft" +
  "01ar0eqj010r021n08fi012i0out02as02890ifn0239010t0dp902450uqy015e02p120ei02mi02hh0eqm011y024508gq01ci" +
  "0kf901et018r0h1z02i301220ajy029511si028i0279203v021700x70gcb014d0296090q02oi0p0l02lh021h1wel00xi014l" +
  "1pea02x50scy02vm02li1yja021j00ye1rvp01g501ft0ax701ar0o8b010r021n0hx6012i02910ey2028a0ryt0239010t0k19" +
  "0245014a0dsl02p102mi0cb102hi0oni011y02451wia01ci02w50e2201aj0ql300x701231yl2029601g20exh0285022z08cv" +
  "00x7";

export const FIRST_LUNAR_YEAR = 1900;
export const LAST_LUNAR_YEAR = 2100;
/** The last lunar year in which both sources agree on every month. */
export const LAST_VERIFIED_LUNAR_YEAR = 2096;

interface LunarTable {
  /** Packed months by year − 1900. */
  readonly codes: Int32Array;
  /** Day number of each new-year day, with one more entry: the day after the last year. */
  readonly newYears: Int32Array;
}

const TABLE = /* @__PURE__ */ unpack();

function unpack(): LunarTable {
  const size = LAST_LUNAR_YEAR - FIRST_LUNAR_YEAR + 1;
  const codes = new Int32Array(size);
  const newYears = new Int32Array(size + 1);
  // 1900-01-31.
  newYears[0] = -25537;
  for (let i = 0; i < size; i++) {
    const code = Number.parseInt(PACKED.slice(i * 4, i * 4 + 4), 36);
    codes[i] = code;
    let days = code & 0xf000 ? (code & 0x10000 ? 30 : 29) : 0;
    for (let month = 0; month < 12; month++) days += 29 + ((code >> month) & 1);
    newYears[i + 1] = newYears[i]! + days;
  }
  return { codes, newYears };
}

/** Number of the leap month of a year within the table, or 0. */
export function leapMonthOf(year: number): number {
  return (TABLE.codes[year - FIRST_LUNAR_YEAR]! >> 12) & 15;
}

/** Length of a month that exists in a year within the table. */
export function lunarMonthLength(year: number, month: number, leap: boolean): number {
  const code = TABLE.codes[year - FIRST_LUNAR_YEAR]!;
  return 29 + (leap ? (code >> 16) & 1 : (code >> (month - 1)) & 1);
}

/** Day number of the first day of a month that exists in a year within the table. */
export function lunarMonthStart(year: number, month: number, leap: boolean): number {
  const code = TABLE.codes[year - FIRST_LUNAR_YEAR]!;
  let day = TABLE.newYears[year - FIRST_LUNAR_YEAR]!;
  const before = leap ? month : month - 1;
  for (let i = 0; i < before; i++) day += 29 + ((code >> i) & 1);
  const leapMonth = (code >> 12) & 15;
  if (leapMonth !== 0 && leapMonth < month) day += 29 + ((code >> 16) & 1);
  return day;
}

/** Day number of a year's new-year day; the year after the last is allowed. */
export function lunarNewYear(year: number): number {
  return TABLE.newYears[year - FIRST_LUNAR_YEAR]!;
}

/** The lunar year of a day number within the table. */
export function lunarYearOfDay(day: number): number {
  // New year falls between 21 January and 20 February, so the guess is at most one year off.
  const last = LAST_LUNAR_YEAR - FIRST_LUNAR_YEAR;
  let index = Math.min(Math.max(Math.floor((day + 25567) / 365.2425), 0), last);
  while (day < TABLE.newYears[index]!) index--;
  while (day >= TABLE.newYears[index + 1]!) index++;
  return index + FIRST_LUNAR_YEAR;
}
