/**
 * WebAssembly: how the few loops that decide how fast the library is are compiled on the host.
 *
 * Definitions: a **kernel** is a small module kept as readable text (`.wat`) in the room that uses it, assembled by
 * `scripts/write-kernel.ts` and carried as base64. Each has a twin in TypeScript with the same results, for hosts
 * without WebAssembly and for inputs that it would not pay for. This room has no entry point of its own.
 *
 * @packageDocumentation
 */

export { type KernelMemory, loadKernel, reserveMemory } from "./load-kernel.ts";
