/** The part of the WebAssembly namespace that the machine and its tests use; the DOM library, which types it all, stays out. */

declare namespace WebAssembly {
  interface MemoryDescriptor {
    /** In pages of 64 KiB. */
    initial: number;
    maximum?: number;
  }

  class Memory {
    constructor(descriptor: MemoryDescriptor);
    readonly buffer: ArrayBuffer;
  }

  type Callable = (...args: number[]) => number;

  class Table {
    constructor(descriptor: { element: 'anyfunc'; initial: number; maximum?: number });
    readonly length: number;
    grow(by: number): number;
    set(index: number, value: Callable | null): void;
  }

  class Module {
    constructor(bytes: Uint8Array);
    static customSections(module: Module, name: string): ArrayBuffer[];
  }

  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, Memory | Table>>);
    readonly exports: Readonly<Record<string, Callable>>;
  }
}
