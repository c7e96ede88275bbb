import assert from 'node:assert/strict';
import { ClientOptions } from './clientOptions';
import { RequestError } from './requestError';

const from = (args: object) => new ClientOptions({ adapterID: 'avm', ...args });

describe('client options', () => {
  it('count from 1 unless the client says otherwise', () => {
    const client = from({});
    assert.deepEqual([client.lineToClient(7), client.columnFromClient(7)], [7, 7]);
  });

  it('count from 0 where the client does, in both directions', () => {
    const client = from({ linesStartAt1: false, columnsStartAt1: false });
    assert.deepEqual([client.lineToClient(7), client.lineFromClient(6)], [6, 7]);
    assert.deepEqual([client.columnToClient(7), client.columnFromClient(6)], [6, 7]);
  });

  it('count where a completion starts as the client does, which some announce otherwise', () => {
    const start = (args: object) => from(args).completionStart(3);
    assert.equal(start({}), 3);
    assert.equal(start({ columnsStartAt1: false }), 2);
    assert.equal(start({ clientID: 'vscode', columnsStartAt1: true }), 2);
    assert.equal(start({ clientID: 'neovim', columnsStartAt1: true }), 2);
  });

  it('read a URI where paths are announced, as nvim-dap writes the file of the cursor', () => {
    assert.equal(from({}).pathFromClient('file:///a%20b/main.rs'), '/a b/main.rs');
    assert.equal(from({}).pathFromClient('/a%20b/main.rs'), '/a%20b/main.rs');
  });

  const paths: readonly [path: string, uri: string][] = [
    ['/home/me/main.rs', 'file:///home/me/main.rs'],
    ['/a b/ü#?.rs', 'file:///a%20b/%C3%BC%23%3F.rs'],
    ['c:/x/main.rs', 'file:///c%3A/x/main.rs'],
  ];
  for (const [path, uri] of paths) {
    it(`write ${path} as ${uri} and read it back`, () => {
      const client = from({ pathFormat: 'uri' });
      assert.equal(client.pathToClient(path), uri);
      assert.equal(client.pathFromClient(uri), path);
    });
  }

  for (const uri of ['/home/me/main.rs', 'http://x/main.rs', 'file:///%zz']) {
    it(`refuse ${uri} as a URI`, () => {
      assert.throws(() => from({ pathFormat: 'uri' }).pathFromClient(uri), RequestError);
    });
  }
});
