/** The adapter process: DAP on standard input and output, or with `--port N` on 127.0.0.1 for several clients. */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { settleCompiler } from './host/hostCompiler';
import { serveAdapter } from './serveAdapter';

/** A bundle has its kernel beside it; when this file runs as it is, the kernel is where bundles are put. */
const BUNDLE = __filename.endsWith('.ts') ? join(__dirname, '../dist') : __dirname;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const wanted = values.port === undefined ? undefined : Number(values.port);
  if (wanted !== undefined && (!Number.isInteger(wanted) || wanted < 0 || wanted > 65535)) {
    process.stderr.write(`not a port: ${values.port}\n`);
    process.exitCode = 2;
    return;
  }
  settleCompiler();
  const port = await serveAdapter(BUNDLE, wanted);
  if (port !== undefined) process.stderr.write(`listening on 127.0.0.1:${port}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
