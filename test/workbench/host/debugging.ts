/** A session through the editor's own API, as another extension would have it. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import type { AvmApi } from '../../../src/api';
import type { ViewNode } from '../../../src/views/node';
import { outline } from '../../../src/views/outline';
import { lineOf } from '../support/sourceLines';
import { extension } from './activation';
import { soon } from './soon';
import { Stops } from './stops';

export function debugging(): void {
  describe('debugging', () => {
    const stops = new Stops();
    let api: AvmApi;
    before(async () => (api = await extension().activate()));
    after(() => stops.dispose());

    it('stops at a breakpoint with the receipts so far', async () => {
      stopIn('logf!("erc20: transfer');
      assert.equal(await vscode.debug.startDebugging(folder(), transfer()), true);
      const stop = await stops.next();
      assert.equal(stop.reason, 'breakpoint');
      assert.equal((await topFrame()).line, lineOf(source, 'logf!("erc20: transfer'));
      assert.deepEqual(titles(api.receipts()), ['#0 alice creates token', '#1 alice → token.init']);
      await soon(() => assert.match(outline(api.state()), /alice {2}100000000/));
    });

    it('has scopes, of which each has variables', async () => {
      const { id } = await topFrame();
      const { scopes } = await ask<Dap.ScopesResponse>('scopes', { frameId: id });
      const names = scopes.map(it => it.name);
      for (const name of ['Locals', 'Registers', 'Storage', 'Page tables']) {
        assert.ok(names.includes(name), `no ${name} among ${names.join(', ')}`);
      }
      for (const { name, variablesReference } of scopes) {
        const { variables } = await ask<Dap.VariablesResponse>('variables', { variablesReference });
        assert.ok(variables.length > 0, `${name} is empty`);
      }
    });

    it('evaluates a variable', async () => {
      const args = { expression: 'amount', frameId: (await topFrame()).id, context: 'watch' };
      assert.equal((await ask<Dap.EvaluateResponse>('evaluate', args)).result, '50000000');
    });

    it('steps by the command behind F10', async () => {
      await vscode.commands.executeCommand('workbench.action.debug.stepOver');
      assert.equal((await stops.next()).reason, 'step');
      assert.equal((await topFrame()).line, lineOf(source, 'let left = withdraw(program, caller'));
    });

    it('starts over by the command behind Ctrl+Shift+F5', async () => {
      await vscode.commands.executeCommand('workbench.action.debug.restart');
      assert.equal((await stops.next()).reason, 'breakpoint');
      assert.equal((await topFrame()).line, lineOf(source, 'logf!("erc20: transfer'));
      assert.equal(api.receipts().length, 2);
    });

    it('keeps receipts and state when it has ended', async () => {
      await vscode.commands.executeCommand('workbench.action.debug.continue');
      await stops.end();
      assert.equal(vscode.debug.activeDebugSession, undefined);
      assert.deepEqual(titles(api.receipts()), [
        '#0 alice creates token',
        '#1 alice → token.init',
        '#2 alice → token.transfer',
        '#3 alice → token.balance_of',
      ]);
      const receipts = outline(api.receipts());
      assert.match(receipts, /Minted {2}by token · caller: alice, amount: 100000000/);
      assert.match(receipts, /Transfer {2}by token · from: alice, to: bob, value: 50000000/);
      await soon(() => {
        const state = outline(api.state());
        assert.match(state, /alice {2}50000000/);
        assert.match(state, /bob {2}50000000/);
      });
    });

    it('opens the line that fired an event', async () => {
      const event = all(api.receipts()).find(it => it.label === 'Transfer');
      await vscode.commands.executeCommand('avm.openSource', event);
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.fileName, source);
      assert.equal(
        editor.selection.active.line + 1,
        lineOf(source, 'fire_event!(Transfer::new(caller'),
      );
    });

    it('copies what a row stands for', async () => {
      const token = api.state().find(it => it.label === 'token');
      await vscode.commands.executeCommand('avm.copyValue', token);
      assert.equal(
        await vscode.env.clipboard.readText(),
        'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1',
      );
    });

    it('has commands on rows that do nothing where no row is', async () => {
      for (const it of ['copyValue', 'openSource', 'breakOnChange', 'stopWatching']) {
        await vscode.commands.executeCommand(`avm.${it}`);
      }
    });

    it('runs past breakpoints without debugging', async () => {
      assert.equal(vscode.debug.breakpoints.length, 1);
      await vscode.commands.executeCommand('avm.runContract', vscode.Uri.file(scenario));
      await stops.end();
      assert.equal(api.receipts().length, 4);
    });
  });
}

const sample = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'erc20');
const source = join(sample, 'src/main.rs');
const scenario = join(sample, 'scenarios/transfer.scenario.json');

function folder(): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.[0];
}

function transfer(): vscode.DebugConfiguration {
  return { type: 'avm', request: 'launch', name: 'transfer', scenario };
}

function stopIn(text: string): void {
  const at = new vscode.Position(lineOf(source, text) - 1, 0);
  vscode.debug.addBreakpoints([
    new vscode.SourceBreakpoint(new vscode.Location(vscode.Uri.file(source), at)),
  ]);
}

async function topFrame(): Promise<Dap.StackFrame> {
  const { stackFrames } = await ask<Dap.StackTraceResponse>('stackTrace', { threadId: 1 });
  assert.ok(stackFrames[0] !== undefined, 'there is no frame');
  return stackFrames[0];
}

/** Of the session that is active; the answer's body. */
async function ask<R extends Dap.Response>(request: string, args: object): Promise<R['body']> {
  const session = vscode.debug.activeDebugSession;
  assert.ok(session !== undefined, 'no session is active');
  return session.customRequest(request, args) as Promise<R['body']>;
}

function titles(rows: readonly ViewNode[]): string[] {
  return rows.map(it => it.label);
}

/** Rows with the rows below them. */
function all(rows: readonly ViewNode[]): ViewNode[] {
  return rows.flatMap(it => [it, ...all(it.children ?? [])]);
}
