import { StoreError } from "../repositories/index.ts";
import { assertThat } from "./_assert.ts";

/** Does all of them at once, each again while the store says that trying again can help. */
export function retried<T, R>(of: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  return Promise.all(
    of.map(async (one) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await work(one);
        } catch (error) {
          if (!StoreError.is(error) || !error.retryable) throw error;
          assertThat(attempt < 50, "no success after 50 attempts");
        }
      }
    }),
  );
}
