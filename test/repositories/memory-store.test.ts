import { createMemoryStore } from "clientele/repositories";
import { storeContract } from "clientele/testing";
import { describe, it } from "vitest";

storeContract({ name: "memory", createStore: createMemoryStore }, { describe, it });
