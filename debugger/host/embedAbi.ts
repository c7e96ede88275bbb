/** Puts the whole ABI of a contract into its executable, after cargo, and beside it for other tools. */

import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ContractAbi } from '../chain/abi/contractAbi';
import { EMPTY_ABI, mergeAbi } from '../chain/abi/contractAbi';
import { ABI_SECTION, readDeclarations } from '../chain/abi/declarations';
import { parseAbi, printAbi } from '../chain/abi/document';
import { DOCUMENT_SECTION } from '../chain/abi/program';
import { addSection } from '../elf/addSection';
import { readElf } from '../elf/elfImage';
import { abiOfSources } from '../source/contractSource';
import { replace } from './replace';

interface SourceFile {
  /** Relative to the crate, with `/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes the document into the section `.avm.abi.json` and into `<executable>.abi.json`. A file that already says so is
 * not written again.
 *
 * @throws MalformedInput where the compiler's lines or the crate's abi.json are wrong
 */
export async function embedAbi(crate: string, executable: string): Promise<void> {
  const file = new Uint8Array(await readFile(executable));
  const text = printAbi(await abiOfCrate(crate, file, executable));
  const document = new TextEncoder().encode(text);
  const there = readElf(file, executable).section(DOCUMENT_SECTION);
  if (there === undefined || !Buffer.from(there).equals(document)) {
    await replaceFile(executable, addSection(file, DOCUMENT_SECTION, document));
  }
  const beside = `${executable}.abi.json`;
  if ((await textOf(beside)) !== text) await replaceFile(beside, document);
}

/** At once for whoever reads it, also when two builds of one crate end together; with the permissions it has. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    const mode = await stat(path).then(
      it => it.mode,
      () => 0o644,
    );
    await writeFile(unfinished, bytes, { mode });
    await replace(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** What is known of a crate's contract: from the compiler, from an abi.json of its author, and from its sources. */
async function abiOfCrate(
  crate: string,
  elf: Uint8Array,
  executable: string,
): Promise<ContractAbi> {
  const declared = readDeclarations(readElf(elf, executable).section(ABI_SECTION), executable);
  const files = await sourcesOf(crate, basename(executable));
  const path = join(crate, 'abi.json');
  const text = await textOf(path);
  const written = text === undefined ? EMPTY_ABI : parseAbi(text, path);
  const isTyped = declared.calls === 'typed';
  // Of the typed layer the compiler says all; of the router layer it has no documentation, and the sources have.
  const known = isTyped ? declared : mergeAbi(await abiOfSources(files), declared);
  return {
    ...mergeAbi(isTyped ? known : written, isTyped ? written : known),
    name: declared.name ?? executable.replace(/^.*[\\/]/, ''),
    ...(known.docs !== undefined && { docs: known.docs }),
    sourceHash: sourceHashOf(files),
  };
}

/** `sha256:` over path and text of each file, in the order of their paths; however lines end, which git changes on Windows. */
export function sourceHashOf(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files) hash.update(`${path}\0${text.replaceAll('\r\n', '\n')}\0`);
  return `sha256:${hash.digest('hex')}`;
}

/** Cargo.toml, build.rs and all Rust below src but for other binaries' own, in the order of their paths. */
async function sourcesOf(crate: string, binary: string): Promise<SourceFile[]> {
  const inside = await readdir(join(crate, 'src'), { recursive: true }).catch(() => []);
  const sources = inside.filter(it => it.endsWith('.rs')).map(it => `src/${it}`);
  const paths = ['Cargo.toml', 'build.rs', ...sources]
    .map(it => it.replaceAll('\\', '/'))
    .filter(it => (/^src\/bin\/([^/.]+)/.exec(it)?.[1] ?? binary) === binary)
    .sort();
  const texts = await Promise.all(paths.map(it => textOf(join(crate, it))));
  return paths.flatMap((path, at) => {
    const text = texts[at];
    return text === undefined ? [] : [{ path, text }];
  });
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
