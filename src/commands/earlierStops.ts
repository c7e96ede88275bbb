/** All stops that the session has made so far, to choose one to go back to; or any position, by its number. */

import * as vscode from 'vscode';
import type { PastStop, StopsResponse } from '../../debugger/protocol';
import { DEBUG_TYPE } from '../debug/configuration';
import { complaining } from '../messages';
import { nameOf } from '../paths';

interface StopItem extends vscode.QuickPickItem {
  readonly position: number;
}

export async function goBackToStop(): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE) return;
  await complaining(async () => {
    const { stops } = (await session.customRequest('avm/stops')) as StopsResponse;
    const position = await choose(await itemsOf(stops));
    if (position !== undefined) await session.customRequest('avm/goBack', { stop: position });
  });
}

/** @returns the position; undefined where nothing was chosen */
function choose(stops: readonly StopItem[]): Promise<number | undefined> {
  const picker = vscode.window.createQuickPick<StopItem>();
  picker.title = 'Go Back to an Earlier Stop';
  picker.placeholder =
    stops.length > 0
      ? 'A stop, or a position: a number of steps since boot'
      : 'No stop was before this. A position: a number of steps since boot';
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.items = stops;
  picker.onDidChangeValue(typed => {
    picker.items = /^\d+$/.test(typed.trim()) ? [...stops, itemOfPosition(typed)] : stops;
  });
  return new Promise(resolve => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.position);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function itemOfPosition(typed: string): StopItem {
  return { label: `Position ${typed.trim()}`, alwaysShow: true, position: Number(typed) };
}

async function itemsOf(stops: readonly PastStop[]): Promise<StopItem[]> {
  const paths = new Set(stops.flatMap(({ source }) => (source === undefined ? [] : source.path)));
  const lines = new Map<string, readonly string[]>();
  for (const path of paths) lines.set(path, await linesOf(path));
  return stops.map(({ position, description, where, source }) => ({
    label:
      source === undefined
        ? description
        : `${nameOf(vscode.Uri.file(source.path).path)}:${source.line}`,
    description: lines.get(source?.path ?? '')?.[(source?.line ?? 0) - 1]?.trim() ?? '',
    detail: [source && description, `position ${position}`, where].filter(Boolean).join(' · '),
    position,
  }));
}

/** As they are now. They may be on another machine, or gone. */
async function linesOf(path: string): Promise<string[]> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.file(path));
    return new TextDecoder().decode(bytes).split('\n');
  } catch {
    return [];
  }
}
