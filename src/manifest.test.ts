import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAttachArguments } from '../debugger/adapter/attachArguments';
import { readLaunchArguments } from '../debugger/adapter/launchArguments';
import * as manifest from '../package.json';

const root = join(__dirname, '..');
const { contributes } = manifest;
const steps = contributes.walkthroughs.flatMap(it => it.steps);
const views = contributes.views.avm.map(it => `${it.id}.focus`);
/** Those that show a view. */
const isOfTheEditor = (it: string) => [...views, 'workbench.view.testing.focus'].includes(it);
const commands = new Set(contributes.commands.map(it => it.command));

describe('the manifest', () => {
  it('names files that exist', () => {
    const paths = [
      manifest.icon,
      ...contributes.languages.flatMap(it => it.configuration ?? []),
      ...contributes.grammars.map(it => it.path),
      ...contributes.jsonValidation.map(it => it.url),
      ...contributes.viewsContainers.activitybar.map(it => it.icon),
      ...contributes.views.avm.map(it => it.icon),
      ...steps.map(it => it.media.markdown),
    ];
    assert.deepEqual(
      paths.filter(it => !existsSync(join(root, it))),
      [],
    );
  });

  it('puts only its own commands in menus, keys and texts', () => {
    const used = [
      ...Object.values(contributes.menus).flatMap(menu => menu.map(it => it.command)),
      ...contributes.keybindings.map(it => it.command),
      ...contributes.debuggers.flatMap(it => Object.values(it.variables)),
      ...[...contributes.viewsWelcome.map(it => it.contents), ...steps.map(it => it.description)]
        .flatMap(it => [...it.matchAll(/command:([\w.]+)/g)])
        .map(([, command]) => command ?? ''),
    ];
    assert.deepEqual(
      used.filter(it => !commands.has(it) && !isOfTheEditor(it)),
      [],
    );
  });

  it('lists the commands that the extension registers', () => {
    const source = readFileSync(join(__dirname, 'activation.ts'), 'utf8');
    const registered = [...source.matchAll(/'(avm\.\w+)':/g)].map(it => it[1]);
    assert.deepEqual(registered, [...commands]);
  });

  const [attributes] = contributes.debuggers.map(it => it.configurationAttributes);
  const { launch, attach } = attributes ?? {};

  it('describes what the adapter reads of attach, and where to attach to', () => {
    assert.deepEqual(Object.keys(attach?.properties ?? {}), ['port', 'session']);
    assert.deepEqual(attach?.required, ['port']);
    assert.deepEqual(readAttachArguments({ session: 'a-1', port: 4711 }), { session: 'a-1' });
  });

  // The port is the extension's: src/debug/server.ts.
  const { port: _, ...read } = launch?.properties ?? {};
  for (const [name, { type }] of Object.entries(read)) {
    it(`describes ${name}, which the adapter reads as ${type}`, () => {
      const value = { string: 'text', boolean: true, object: { '/a/': '/b/' } }[type];
      const read = readLaunchArguments({ scenario: 'a.scenario.json', [name]: value });
      assert.deepEqual({ ...read }[name as keyof typeof read], value);
      assert.throws(() => readLaunchArguments({ scenario: 'a.scenario.json', [name]: 1 }));
    });
  }
});
