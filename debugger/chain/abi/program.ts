/** A built contract: its file, the image that an account holds, and what is known of its interface. */

import type { ElfImage } from '../../elf/elfImage';
import { readElf } from '../../elf/elfImage';
import { isElf } from '../../elf/header';
import { loadableImage } from '../../elf/loadable';
import { hashCode } from '../codeHash';
import type { ContractAbi } from './contractAbi';
import { EMPTY_ABI, mergeAbi } from './contractAbi';
import { ABI_SECTION, readDeclarations } from './declarations';
import { parseAbi } from './document';

/** Section of an ELF with the whole document, which our build puts there. */
export const DOCUMENT_SECTION = '.avm.abi.json';

export interface Program {
  readonly name: string;
  /** The file it was read from. */
  readonly path: string;
  /** undefined for aVM's flat images. */
  readonly elf?: ElfImage;
  /** As built, with debug information. */
  readonly bytes: Uint8Array;
  /** What an account's code is: headers and loaded bytes only. */
  readonly image: Uint8Array;
  /** keccak-256 of `image`. */
  readonly codeHash: string;
  readonly abi: ContractAbi;
}

export interface ProgramFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Text of the abi.json beside the crate, where there is one. */
  readonly abiFile?: { readonly path: string; readonly text: string } | undefined;
}

/** @throws MalformedInput for an ELF that is not for this machine or an abi.json that is none */
export function createProgram({ name, path, bytes, abiFile }: ProgramFile): Program {
  const elf = isElf(bytes) ? readElf(bytes, path) : undefined;
  const image = loadableImage(bytes, path);
  const abi = elf && embeddedAbi(elf, path);
  const file = abiFile === undefined ? EMPTY_ABI : parseAbi(abiFile.text, abiFile.path);
  const declared = readDeclarations(elf?.section(ABI_SECTION), path);
  return {
    name,
    path,
    ...(elf && { elf }),
    bytes,
    image,
    codeHash: hashCode(image),
    abi: abi === undefined ? mergeAbi(declared, file) : withFunctions(abi, file),
  };
}

/** Whether there is anything in the ELF itself that tells its interface: our build puts it there, and so do clibc's macros. */
export function saysItsInterface({ elf }: Program): boolean {
  return [DOCUMENT_SECTION, ABI_SECTION].some(it => elf?.sectionNames.includes(it) === true);
}

/** A program whose sources show no functions may be described by a file. */
function withFunctions(embedded: ContractAbi, file: ContractAbi): ContractAbi {
  const isSilent = embedded.functions.length === 0 && file.functions.length > 0;
  return isSilent ? mergeAbi(file, embedded) : embedded;
}

/** The document that travels with the code; where it is there, it is all that is needed. */
function embeddedAbi(elf: ElfImage, path: string): ContractAbi | undefined {
  const section = elf.section(DOCUMENT_SECTION);
  return section && parseAbi(new TextDecoder().decode(section), `${path} ${DOCUMENT_SECTION}`);
}
