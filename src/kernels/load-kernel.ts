/** What is used of WebAssembly; its types come with a browser's, which this package does not assume. */
interface Engine {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
}

/** The memory of a kernel. */
export interface KernelMemory {
  /** The bytes; another buffer after every growth. */
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB. @returns how many there were before */
  grow(pages: number): number;
}

const PAGE = 65_536;

/** Compiled once for the process; `null` where the host cannot. */
const compiled = /* @__PURE__ */ new Map<string, object | null>();

/**
 * The exports of a new instance of a kernel, or nothing where the host has no WebAssembly with 128-bit vectors, forbids
 * it (a page's content policy may), has no memory left to give, or stores numbers the other way round.
 *
 * @param code - base64
 */
export function loadKernel<Exports>(code: string): Exports | undefined {
  const engine = (globalThis as { WebAssembly?: Engine }).WebAssembly;
  if (engine === undefined) return undefined;
  try {
    let module = compiled.get(code);
    if (module === undefined) {
      compiled.set(code, null);
      if (new Uint8Array(Int32Array.of(1).buffer)[0] !== 1) return undefined;
      module = new engine.Module(Uint8Array.from(atob(code), (c) => c.charCodeAt(0)));
      compiled.set(code, module);
    }
    return module === null ? undefined : (new engine.Instance(module).exports as Exports);
  } catch {
    return undefined;
  }
}

/** Makes a memory at least so large; what is new is zero. */
export function reserveMemory(memory: KernelMemory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (missing > 0) memory.grow(missing);
}
