import { makeOrders, AS_OF } from "./_orders.ts";
import { createOrderTotals } from "../../src/orders/index.ts";
import { measureRfm, scoreRfm, segmentRfm } from "../../src/rfm/index.ts";
const N=Number(process.argv[2]??10_000_000);
const o = makeOrders(N, N/10);
const B=Number(process.argv[3]??65536);
for (let r=0;r<Number(process.env.R??8);r++){
 const t0=performance.now();
 const t=createOrderTotals({currency:"EUR"});
 for(let a=0;a<N;a+=B){const e=Math.min(N,a+B);t.add({customers:o.codes.subarray(a,e),days:o.days.subarray(a,e),amounts:{currency:"EUR",exponent:2,units:o.cents.subarray(a,e)}});}
 const t1=performance.now();
 const m=measureRfm(t,{asOf:AS_OF as any});
 const t2=performance.now();
 const s=scoreRfm(m);
 const t3=performance.now();
 const g=segmentRfm(s);
 const t4=performance.now();
 console.log((t4-t0).toFixed(1),"add",(t1-t0).toFixed(1),"measure",(t2-t1).toFixed(1),"score",(t3-t2).toFixed(1),"segment",(t4-t3).toFixed(1), g.size);
}
