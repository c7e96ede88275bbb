/**
 * Four bundles: the extension for desktops and for browsers, the adapter process, and the `avm` command.
 * With `--env bench` the benchmarks instead, so that they measure code as it is shipped.
 */

const { chmodSync } = require('node:fs');
const { join } = require('node:path');
const { BannerPlugin } = require('webpack');

const dist = join(__dirname, 'dist');

/** What every bundle has in common; types are checked by `npm run typecheck`, not here. */
function bundle(name, entry, output, rest) {
  return {
    name,
    entry: join(__dirname, entry),
    output: {
      path: dist,
      filename: output,
      library: { type: 'commonjs2' },
    },
    module: {
      rules: [
        {
          test: /\.ts$/,
          exclude: /node_modules/,
          loader: 'ts-loader',
          options: { transpileOnly: true, compilerOptions: { rootDir: __dirname } },
        },
      ],
    },
    resolve: { extensions: ['.ts', '.js', '.json'] },
    performance: { hints: false },
    stats: 'errors-warnings',
    ...rest,
  };
}

/** For Node: files keep their own `__dirname`, since kernel.elf lies beside the bundle. */
const node = {
  target: 'node20',
  node: { __dirname: false, __filename: false },
};

const vscode = { vscode: 'commonjs vscode' };

/** A native package; only a chain kept on disk needs it, and a bundle has none of its binaries. */
const database = { 'classic-level': 'commonjs classic-level' };

/** Makes a bundle a program of its own. */
const executable = {
  apply(compiler) {
    new BannerPlugin({ banner: '#!/usr/bin/env node', raw: true }).apply(compiler);
    compiler.hooks.assetEmitted.tap('executable', (_file, { targetPath }) =>
      chmodSync(targetPath, 0o755),
    );
  },
};

const bench = ['Vm', 'Snapshots'].map(name =>
  bundle(name, `scripts/bench${name}.ts`, `bench/${name}.js`, { ...node, externals: database }),
);

const product = [
  bundle('extension', 'src/extension.ts', 'extension.js', { ...node, externals: vscode }),
  bundle('web', 'src/web/extension.ts', 'web/extension.js', {
    target: 'webworker',
    externals: vscode,
  }),
  bundle('adapter', 'debugger/main.ts', 'adapter.js', { ...node, externals: database }),
  bundle('cli', 'debugger/cli.ts', 'avm.js', {
    ...node,
    externals: database,
    plugins: [executable],
  }),
];

module.exports = (env, { mode }) =>
  (env.bench ? bench : product).map(it => ({
    ...it,
    devtool: mode === 'production' ? false : 'source-map',
  }));
