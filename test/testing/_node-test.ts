import * as runner from "node:test";
import { createMemoryStore } from "clientele/repositories";
import { storeContract } from "clientele/testing";

/** Run by `node --test`, not by vitest: the contract fits Node's own runner as it is. */
storeContract({ name: "memory", createStore: createMemoryStore }, runner);
