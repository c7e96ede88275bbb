import assert from 'node:assert/strict';
import { readLaunchArguments } from './launchArguments';

describe('launch arguments', () => {
  it('are taken as they are, without what belongs to the client', () => {
    const args = { scenario: '/a.scenario.json', stopOnEntry: true, sourceMap: { '/x': '/y' } };
    assert.deepEqual(readLaunchArguments({ ...args, type: 'avm', request: 'launch' }), args);
  });

  it('may be null, or an empty list for an empty object, where a client writes that for nothing', () => {
    const args = { scenario: '/a', kernel: null, build: null, sourceMap: [] };
    assert.deepEqual(readLaunchArguments(args), { scenario: '/a', sourceMap: {} });
  });

  const refused: readonly [args: unknown, sentence: string][] = [
    [undefined, 'launch needs "scenario": the path of a scenario file'],
    [{ scenario: 7 }, 'launch needs "scenario": the path of a scenario file'],
    [{ scenario: 'a\0' }, 'launch: a path has a character of number 0'],
    [{ scenario: 'a', build: 'no' }, 'launch: "build" must be true or false'],
    [{ scenario: 'a', sourceMap: { a: 1 } }, 'launch: "sourceMap" must map folders to folders'],
    [{ scenario: 'a', sourceMap: ['/x'] }, 'launch: "sourceMap" must map folders to folders'],
    [{ scenario: 'a', kernel: 7 }, 'launch: "kernel" must be the path of an ELF file'],
  ];
  for (const [args, sentence] of refused) {
    it(`are refused: ${JSON.stringify(args)}`, () => {
      assert.throws(() => readLaunchArguments(args), { name: 'RequestError', message: sentence });
    });
  }
});
