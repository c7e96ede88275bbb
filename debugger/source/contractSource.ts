/** The ABI of a router-style contract, from its Rust sources; a typed one's comes from the compiler. */

import type { ContractAbi } from '../chain/abi/contractAbi';
import { EMPTY_ABI } from '../chain/abi/contractAbi';
import { Items } from './items';
import { declaredIn } from './macros';
import { hasRoute, routedFunctions } from './router';
import type { SourceText } from './syntax';
import { Syntax } from './syntax';

/**
 * What the sources of one crate say of its interface. Whatever is no Rust, or Rust of which nothing follows, is passed
 * over: the compiler has the last word on it.
 */
export async function abiOfSources(files: readonly SourceText[]): Promise<ContractAbi> {
  const roots = files.filter(it => it.path.endsWith('.rs')).map(it => Syntax.parse(it));
  const main = roots.find(it => /(^|[\\/])(main|lib)\.rs$/.test(it.source.path));
  const docs = main?.innerDocs();
  const isRouter = hasRoute(roots);
  return Promise.resolve({
    ...EMPTY_ABI,
    ...(docs !== undefined && { docs }),
    calls: isRouter ? 'router' : 'raw',
    functions: isRouter ? routedFunctions(roots, new Items(roots)) : [],
    ...declaredIn(roots),
  });
}
