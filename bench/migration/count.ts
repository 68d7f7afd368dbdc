/** Counting the moves of a million customers over 24 periods in 5 states, beside numpy's bincount. Processor time. */
import { spawnSync } from "node:child_process";
import { countTransitions } from "../../src/migration/index.ts";
import { createStatePanel } from "../../src/orders/index.ts";

const [customers, periods, size] = [1_000_000, 24, 5];
let word = 1;
const cells = Uint8Array.from({ length: customers * periods }, () => {
  word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
  return Math.floor((word / 2 ** 32) * size);
});
const panel = createStatePanel({
  customerIds: Array.from({ length: customers }, (_, c) => String(c)),
  periods: Array.from({ length: periods }, (_, p) => {
    const at = (m: number): `${number}-${number}-${number}` =>
      `${2020 + Math.floor(m / 12)}-${String(1 + (m % 12)).padStart(2, "0")}-01` as `${number}-${number}-${number}`;
    return { from: at(p), to: at(p + 1) };
  }),
  states: Array.from({ length: size }, (_, i) => `${i}`),
  cells,
});
const ours = (): number => {
  const begin = process.cpuUsage();
  countTransitions(panel);
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
};
for (let r = 0; r < 5; r++) ours(); // until the engine has compiled the way there
const mine = Math.min(...Array.from({ length: 15 }, ours));
console.log(`clientele: ${mine.toFixed(1)} ms for ${customers} customers × ${periods} periods`);
const numpy = `
import numpy as np, time
X=np.random.default_rng(1).integers(0,${size},(${periods},${customers})).astype(np.uint8)
best=9e9
for rep in range(15):
    t0=time.process_time();n=np.zeros(${size * size},np.int64)
    for t in range(${periods - 1}): n+=np.bincount(X[t]*np.uint8(${size})+X[t+1],minlength=${size * size})
    best=min(best,time.process_time()-t0)
print(best*1000)
`;
const peer = spawnSync("python3", ["-c", numpy], { encoding: "utf8" });
if (peer.status === 0) {
  const theirs = Number(peer.stdout);
  console.log(
    `numpy bincount, period by period: ${theirs.toFixed(1)} ms, ${(theirs / mine).toFixed(1)} times as long`,
  );
} else console.log("numpy is not at hand: not compared");
