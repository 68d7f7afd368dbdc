/** What runs in each further thread of a pool; `_start-worker.ts` starts it. */
import { parentPort } from "node:worker_threads";
import { createOrderTotals, type PackedTotals } from "../../orders/index.ts";
import { type Answer, type Job, takePieces } from "./_job.ts";

const port = parentPort!;

/** Where the records of an answer lie; kept, as memory that is new costs more than what is copied to it. */
let room = new SharedArrayBuffer(0);

function allocate(length: number): Float64Array {
  if (room.byteLength < 8 * length) room = new SharedArrayBuffer(8 * length);
  return new Float64Array(room, 0, length);
}

port.on("message", (job: Job) => {
  port.postMessage({ number: job.number, totals: work(job) } satisfies Answer);
});
port.postMessage("ready");

/** Why a batch is refused is found by the one who asked, in the words that one thread has for it. */
function work(job: Job): PackedTotals | undefined {
  const totals = createOrderTotals({ currency: job.currency, exponent: job.exponent });
  try {
    takePieces(job, (piece) => totals.add(piece));
  } catch {
    return undefined;
  }
  return totals.pack(allocate);
}
