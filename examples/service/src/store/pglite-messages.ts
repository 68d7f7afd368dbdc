import type { MessagePort } from "node:worker_threads";

/** To the thread: somebody new, or the end. */
export type ThreadMessage = { readonly port: MessagePort } | "close";

/** A statement. */
export interface Question {
  readonly id: number;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What came of it. */
export interface Answer {
  readonly id: number;
  readonly rows?: unknown[];
  readonly affectedRows?: number | undefined;
  readonly error?: { readonly message: string };
}
