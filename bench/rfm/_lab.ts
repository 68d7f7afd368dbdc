import { addOrders, oneDayMore } from "./_clientele.ts";
import { AS_OF, makeOrders } from "./_orders.ts";
import { createOrderTotals } from "../../src/orders/index.ts";
import { measureRfm, scoreRfm, segmentRfm } from "../../src/rfm/index.ts";
const N = Number(process.argv[2] ?? 10_000_000);
const o = makeOrders(N, N / 10);
const best: Record<string, number> = {};
const lap = (k: string, f: () => unknown): any => {
  const t = performance.now();
  const r = f();
  best[k] = Math.min(best[k] ?? 1e9, performance.now() - t);
  return r;
};
const day = oneDayMore(o);
for (let r = 0; r < Number(process.env["R"] ?? 10); r++) {
  const t = createOrderTotals({ currency: "EUR" });
  const t0 = performance.now();
  lap("add", () => addOrders(t, o, 0, N));
  const m = lap("measure", () => measureRfm(t, { asOf: AS_OF }));
  const s = lap("score", () => scoreRfm(m));
  lap("segment", () => segmentRfm(s));
  best["all"] = Math.min(best["all"] ?? 1e9, performance.now() - t0);
  if (process.env["DAY"]) { day.before?.(); lap("day", () => day.run()); }
}
console.log(Object.entries(best).map(([k, v]) => `${k} ${v.toFixed(1)}`).join("  "));
