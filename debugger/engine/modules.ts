/** Programs and their source files as a client lists them. */

import { hex32 } from '../shared/hex';
import type { Module } from './module';
import type { Target } from './target';
import type { ModuleView, ProgramSources, SourceView } from './views';

export function moduleView(module: Module): ModuleView {
  const { id, kind, name, path, image, info } = module;
  const files = info.files().length;
  const segments = image?.segments ?? [];
  const start = Math.min(...segments.map(it => it.vaddr));
  const end = Math.max(...segments.map(it => it.vaddr + it.memSize));
  const size = segments.reduce((sum, it) => sum + it.fileBytes.length, 0);
  return {
    id,
    name,
    path,
    symbolStatus: describeSymbols(files, info.problems.length),
    isUserCode: kind === 'contract',
    ...(kind === 'contract' && { codeHash: id }),
    ...(segments.length > 0 && { addressRange: `${hex32(start)}..${hex32(end)}`, size }),
    ...compilerOf(module),
  };
}

/** Compilers that write down how they were called say the level; rustc does not, but cargo's folders do. */
function compilerOf({ info, path }: Module): Partial<ModuleView> {
  const compilations = info.compilations();
  const producer = compilations[0]?.producer;
  if (producer === undefined) return {};
  const versions = new Set(compilations.flatMap(it => it.versions));
  const flag = /(?:^|\s)-O([0-3sgz]|fast)?(?=\s|$)/.exec(producer)?.[0].trim();
  const profile = /[/\\](debug|release)[/\\][^/\\]+$/.exec(path)?.[1];
  const optimization = flag ?? (profile === undefined ? undefined : `cargo ${profile}`);
  return {
    producer,
    dwarfVersion: [...versions].sort((a, b) => a - b).join(', '),
    ...(optimization !== undefined && {
      optimization,
      isOptimized: !['-O0', '-Og', 'cargo debug'].includes(optimization),
    }),
  };
}

function describeSymbols(files: number, problems: number): string {
  if (files === 0) return 'no debug information';
  const found = `debug information of ${files} source files`;
  return problems === 0 ? found : `${found}, ${problems} problems`;
}

/** Each file once, in the order of the programs. */
export function loadedSources({ modules, sources }: Target): SourceView[] {
  const views = modules.flatMap(module => module.info.files().map(it => sources.view(module, it)));
  return [...new Map(views.map(it => [it.path, it])).values()];
}

/** Each program with the author's own files that are on this machine. */
export function ownSources({ modules, sources }: Target): ProgramSources[] {
  return modules.map(module => ({
    name: module.name,
    path: module.path,
    sources: module.info
      .files()
      .filter(it => module.isOwnFile(it))
      .map(it => sources.view(module, it))
      .filter(it => it.exists),
  }));
}
