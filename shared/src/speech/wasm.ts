/**
 * The part of the WebAssembly JavaScript interface used here, typed: Node and browsers have it as a global, but neither the compiler's
 * ECMAScript library nor Node's types declare it, and the browser's library would bring `window` into a server.
 */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}
/** A compiled program; opaque. */
export interface WasmModule {
  readonly [Symbol.toStringTag]: 'WebAssembly.Module';
}
interface WasmApi {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  Instance: new (
    module: WasmModule,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: Record<string, unknown> };
  Memory: new (descriptor: { initial: number }) => WasmMemory;
}

export const wasm: WasmApi = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;
