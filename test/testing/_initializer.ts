import { createMemoryStore } from "clientele/repositories";

/** What `clientele-conformance` is given. */
export default { name: "memory", createStore: createMemoryStore };
