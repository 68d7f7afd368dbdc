import { createMemoryStore } from "/tmp/rooms/daily/src/repositories/index.ts";
import { generateRetailer } from "/tmp/rooms/daily/src/synthetic/index.ts";
import { runDaily } from "/tmp/rooms/daily/src/workflow/index.ts";
const [n = 20000] = process.argv.slice(2).map(Number);
let t = performance.now();
const lap = (s: string) => { const x = performance.now(); console.log(s.padEnd(40), ((x - t) / 1000).toFixed(2), (process.memoryUsage().rss / 1e6).toFixed(0)); t = x; };
const r = generateRetailer({ seed: 1, asOf: "2026-06-01", customers: n, turns: true });
lap("generate " + n + " lines " + r.orderLines.length);
const store = createMemoryStore();
for (const [name, records] of Object.entries(r)) {
  if (!Array.isArray(records) || !(name in store)) { console.log("skip", name); continue; }
  const c = (store as any)[name];
  if (c.append) await c.append(records); else if (c.saveMany) await c.saveMany(records, {expected:"absent"}); else for (const x of records) await c.save(x, { expected: "absent" });
  console.log(name, records.length);
}
lap("fill");
const opts = { asOf: "2026-06-01", zone: "Europe/London", currency: "GBP" } as const;
let last = ""; let s = performance.now();
const onProgress = ({ stage }: any) => { if (stage !== last) { const x = performance.now(); if (last) console.log("   ", last, ((x - s) / 1000).toFixed(2)); last = stage; s = x; } };
let rep = await runDaily(store, { ...opts, onProgress });
onProgress({ stage: "end" });
lap("first");
console.log(rep.written, rep.reminders.decisions.length, Object.entries(rep.insights).length);
rep = await runDaily(store, { ...opts, time: "12:00", onProgress }); onProgress({ stage: "end" });
lap("second");
console.log(rep.written);
console.log(rep.insights); 
