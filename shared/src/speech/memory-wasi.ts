import type { WasmMemory, WasmModule } from './wasm.ts';
import { wasm } from './wasm.ts';

/**
 * The smallest WASI host (snapshot preview 1) that a command-line program reading nothing and writing one file needs.
 * Everything lives in memory: the program gets no folder of the machine, no clock and no environment, so the same
 * arguments give the same bytes and no text, however hostile, reaches anything outside (R7). Node's own `node:wasi` would
 * need a folder on disk for the result and warns at every start that it is experimental.
 * Protocol: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md
 */

const ERRNO = { success: 0, badf: 8, fbig: 22, inval: 28, noent: 44 } as const;
const FILETYPE = { characterDevice: 2, directory: 3, regular: 4 } as const;
const ALL_RIGHTS = 0xffff_ffff_ffff_ffffn;
const PREOPEN_FD = 3;
const PREOPEN_PATH = '/';
const OFLAG_CREATE = 1;
/** What a program prints beyond this fails as a full disk would. */
const MAX_TEXT_BYTES = 1024 * 1024;

/** A file that grows up to `limit` bytes; `write` answers false beyond it. */
class MemoryFile {
  #bytes = new Uint8Array(64 * 1024);
  #limit: number;
  length = 0;
  position = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  write(chunk: Uint8Array): boolean {
    const end = this.position + chunk.length;
    if (end > this.#limit) return false;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.min(this.#limit, Math.max(end, this.#bytes.length * 2)));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(chunk, this.position);
    this.position = end;
    this.length = Math.max(this.length, end);
    return true;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}

class ProgramExit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`the program ended with code ${code}`);
    this.code = code;
  }
}

/** The program's memory, known once it is linked; every pointer it hands over is an offset in here. */
class Guest {
  memory: WasmMemory | undefined;

  view(): DataView {
    if (this.memory === undefined) throw new Error('the program called its host before it was linked');
    return new DataView(this.memory.buffer);
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.view().buffer, at, length);
  }

  setSize(at: number, value: number): void {
    this.view().setUint32(at, value, true);
  }
}

type Imports = Record<string, (...args: never[]) => number>;

function processImports(guest: Guest, args: readonly string[]): Imports {
  const argv = args.map((arg) => new TextEncoder().encode(`${arg}\0`));
  return {
    args_sizes_get(countAt: number, bytesAt: number): number {
      guest.setSize(countAt, argv.length);
      const total = argv.reduce((sum, arg) => sum + arg.length, 0);
      guest.setSize(bytesAt, total);
      return ERRNO.success;
    },
    args_get(pointersAt: number, bytesAt: number): number {
      let at = bytesAt;
      for (const [index, arg] of argv.entries()) {
        guest.setSize(pointersAt + 4 * index, at);
        guest.bytes(at, arg.length).set(arg);
        at += arg.length;
      }
      return ERRNO.success;
    },
    /** Time stands still: output that depends on the hour could not be cached by revision (R9). */
    clock_time_get(_clock: number, _precision: bigint, timeAt: number): number {
      guest.view().setBigUint64(timeAt, 0n, true);
      return ERRNO.success;
    },
    proc_exit(code: number): never {
      throw new ProgramExit(code);
    },
  };
}

/** Answers to "what is this descriptor": 0-2 are the terminal, 3 is the one folder, the rest are files. */
function descriptorImports(guest: Guest, open: ReadonlyMap<number, MemoryFile>): Imports {
  return {
    fd_fdstat_get(fd: number, statAt: number): number {
      if (fd > PREOPEN_FD && !open.has(fd)) return ERRNO.badf;
      const type = fd < PREOPEN_FD ? FILETYPE.characterDevice : fd === PREOPEN_FD ? FILETYPE.directory : FILETYPE.regular;
      guest.bytes(statAt, 24).fill(0);
      guest.view().setUint8(statAt, type);
      guest.view().setBigUint64(statAt + 8, ALL_RIGHTS, true);
      guest.view().setBigUint64(statAt + 16, ALL_RIGHTS, true);
      return ERRNO.success;
    },
    fd_fdstat_set_flags: (): number => ERRNO.success,
    fd_prestat_get(fd: number, prestatAt: number): number {
      if (fd !== PREOPEN_FD) return ERRNO.badf;
      guest.setSize(prestatAt, 0);
      guest.setSize(prestatAt + 4, PREOPEN_PATH.length);
      return ERRNO.success;
    },
    fd_prestat_dir_name(fd: number, pathAt: number, length: number): number {
      if (fd !== PREOPEN_FD || length < PREOPEN_PATH.length) return ERRNO.badf;
      guest.bytes(pathAt, PREOPEN_PATH.length).set(new TextEncoder().encode(PREOPEN_PATH));
      return ERRNO.success;
    },
  };
}

/** Reading, writing, seeking. There is nothing to read: files open for writing only, and the input is empty. */
function fileImports(guest: Guest, open: Map<number, MemoryFile>, create: (path: string) => MemoryFile): Imports {
  let nextFd = PREOPEN_FD + 1;
  return {
    // The argument list is the protocol's: folder, lookup flags, path, its length, open flags, three rights, result.
    path_open(
      ...[, , pathAt, pathLength, flags, , , , fdAt]: [number, number, number, number, number, bigint, bigint, number, number]
    ) {
      if ((flags & OFLAG_CREATE) === 0) return ERRNO.noent;
      open.set(nextFd, create(new TextDecoder().decode(guest.bytes(pathAt, pathLength))));
      guest.setSize(fdAt, nextFd);
      nextFd += 1;
      return ERRNO.success;
    },
    fd_close(fd: number): number {
      if (fd <= PREOPEN_FD) return ERRNO.success;
      return open.delete(fd) ? ERRNO.success : ERRNO.badf;
    },
    fd_read(_fd: number, _vectors: number, _count: number, readAt: number): number {
      guest.setSize(readAt, 0);
      return ERRNO.success;
    },
    fd_seek(fd: number, offset: bigint, whence: number, positionAt: number): number {
      const file = open.get(fd);
      if (file === undefined || fd < PREOPEN_FD) return ERRNO.badf;
      const from = whence === 0 ? 0 : whence === 1 ? file.position : file.length;
      const target = from + Number(offset);
      if (target < 0 || target > file.length) return ERRNO.inval;
      file.position = target;
      guest.view().setBigUint64(positionAt, BigInt(target), true);
      return ERRNO.success;
    },
    fd_write(fd: number, vectorsAt: number, count: number, writtenAt: number): number {
      const file = open.get(fd);
      if (file === undefined) return ERRNO.badf;
      let written = 0;
      for (let index = 0; index < count; index++) {
        const at = guest.view().getUint32(vectorsAt + 8 * index, true);
        const length = guest.view().getUint32(vectorsAt + 8 * index + 4, true);
        if (!file.write(guest.bytes(at, length))) return ERRNO.fbig;
        written += length;
      }
      guest.setSize(writtenAt, written);
      return ERRNO.success;
    },
  };
}

export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the program wrote, by the name it opened. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Runs a compiled WASI command once, to its end, on the calling thread.
 * @param args argument vector, program name first; each without NUL bytes
 * @param fileLimit most bytes of any one file it may write; a longer write fails inside the program
 * @throws RuntimeError of WebAssembly when the program itself traps
 */
export function runProgram(module: WasmModule, args: readonly string[], fileLimit: number): ProgramResult {
  const guest = new Guest();
  const stdout = new MemoryFile(MAX_TEXT_BYTES);
  const stderr = new MemoryFile(MAX_TEXT_BYTES);
  const files = new Map<string, MemoryFile>();
  const open = new Map([
    [1, stdout],
    [2, stderr],
  ]);
  const create = (path: string): MemoryFile => {
    const file = new MemoryFile(fileLimit);
    files.set(path, file);
    return file;
  };
  const host = { ...processImports(guest, args), ...descriptorImports(guest, open), ...fileImports(guest, open, create) };
  const { memory, _start: start } = new wasm.Instance(module, { wasi_snapshot_preview1: host }).exports;
  if (!(memory instanceof wasm.Memory) || typeof start !== 'function') {
    throw new TypeError('not a WASI command: it must export memory and _start');
  }
  guest.memory = memory;
  let exitCode = 0;
  try {
    start();
  } catch (error) {
    if (!(error instanceof ProgramExit)) throw error;
    exitCode = error.code;
  }
  const text = (file: MemoryFile): string => new TextDecoder().decode(file.bytes());
  return {
    exitCode,
    stdout: text(stdout),
    stderr: text(stderr),
    files: new Map([...files].map(([path, file]) => [path, file.bytes()])),
  };
}
