/** Simulating a million customers over 24 periods in 8 states, beside numpy where it is at hand. Processor time. */
import { spawnSync } from "node:child_process";
import { createChain, simulateStates } from "../../src/migration/index.ts";

const [customers, steps, size] = [1_000_000, 24, 8];
const probabilities = Array.from({ length: size }, (_, i) => {
  const row = Array.from({ length: size }, (_, j) => 1 / (1 + (i - j) ** 2));
  const sum = row.reduce((total, p) => total + p, 0);
  return row.map((p) => p / sum);
});
const chain = createChain({ states: probabilities.map((_, i) => `${i}`), probabilities });
const start = Uint8Array.from({ length: customers }, (_, c) => c % size);

const numpy = `
import numpy as np, time
P=np.array([[1/(1+(i-j)**2) for j in range(${size})] for i in range(${size})]);P/=P.sum(1,keepdims=True)
C=P.cumsum(1);C[:,-1]=1
best=9e9
for rep in range(3):
    t0=time.process_time();g=np.random.default_rng(1)
    X=np.empty((${steps + 1},${customers}),np.uint8);X[0]=np.arange(${customers})%${size}
    for t in range(${steps}):
        u=g.random(${customers});X[t+1]=(u[:,None]>=C[X[t]]).sum(1)
    best=min(best,time.process_time()-t0)
# the other usual way: sort by state and search
best2=9e9
for rep in range(3):
    t0=time.process_time();g=np.random.default_rng(1)
    X=np.empty((${steps + 1},${customers}),np.uint8);X[0]=np.arange(${customers})%${size}
    for t in range(${steps}):
        u=g.random(${customers})
        for s in range(${size}):
            m=np.flatnonzero(X[t]==s);X[t+1][m]=np.searchsorted(C[s],u[m],side='right')
    best2=min(best2,time.process_time()-t0)
print(min(best,best2)*1000)
`;
const ours = (): number => {
  const begin = process.cpuUsage();
  simulateStates(chain, { start, steps, seed: 1 });
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
};
ours();
const mine = Math.min(ours(), ours(), ours());
console.log(`clientele: ${mine.toFixed(0)} ms for ${customers} customers × ${steps} periods`);
const peer = spawnSync("python3", ["-c", numpy], { encoding: "utf8" });
if (peer.status === 0) {
  const theirs = Number(peer.stdout);
  console.log(
    `numpy, the faster of two ways: ${theirs.toFixed(0)} ms, ${(theirs / mine).toFixed(1)} times as long`,
  );
} else console.log("numpy is not at hand: not compared");
