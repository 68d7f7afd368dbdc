/** The stationary distribution of 1,000 states by elimination without subtraction, beside numpy's LU. Processor time. */
import { spawnSync } from "node:child_process";
import { createChain, findStationary } from "../../src/migration/index.ts";

const size = 1000;
const chain = createChain({
  states: Array.from({ length: size }, (_, i) => `${i}`),
  probabilities: Array.from({ length: size }, (_, i) => {
    const row = Array.from({ length: size }, (__, j) => 1 / (1 + Math.abs(i - j)) ** 2);
    const sum = row.reduce((total, p) => total + p, 0);
    return row.map((p) => p / sum);
  }),
});
const ours = (): number => {
  const begin = process.cpuUsage();
  findStationary(chain);
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
};
const mine = Math.min(ours(), ours(), ours());
console.log(`clientele, every digit: ${mine.toFixed(0)} ms`);
const numpy = `
import os
os.environ["OPENBLAS_NUM_THREADS"]="1"
import numpy as np, time
i=np.arange(${size});P=1/(1+abs(i[:,None]-i))**2.;P/=P.sum(1,keepdims=True)
best=9e9
for rep in range(3):
    t0=time.process_time();A=(np.eye(${size})-P).T;A[-1]=1;np.linalg.solve(A,np.eye(${size})[-1]);best=min(best,time.process_time()-t0)
print(best*1000)
`;
const peer = spawnSync("python3", ["-c", numpy], { encoding: "utf8" });
if (peer.status === 0)
  console.log(
    `numpy, LU on one thread, digits lost where states hardly connect: ${Number(peer.stdout).toFixed(0)} ms`,
  );
else console.log("numpy is not at hand: not compared");
