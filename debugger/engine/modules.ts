/** Programs and their source files as a client lists them. */

import { hex32 } from '../shared/hex';
import type { Module } from './module';
import type { Target } from './target';
import type { ModuleView, SourceView } from './views';

export function moduleView(module: Module): ModuleView {
  const { id, name, path, image, info } = module;
  const files = info.files().length;
  const starts = image?.segments.map(it => it.vaddr) ?? [];
  const ends = image?.segments.map(it => it.vaddr + it.memSize) ?? [];
  return {
    id,
    name,
    path,
    symbolStatus: describeSymbols(files, info.problems.length),
    ...(starts.length > 0 && {
      addressRange: `${hex32(Math.min(...starts))}..${hex32(Math.max(...ends))}`,
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
