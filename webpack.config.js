/**
 * Four bundles: the extension for desktops and for browsers, the adapter process, and the `avm` command.
 * With `--env bench` the benchmarks instead, so that they measure code as it is shipped; with `--env fuzz` the fuzzer of
 * debug information.
 */

const { chmodSync, cpSync, readdirSync } = require('node:fs');
const { dirname, join } = require('node:path');
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

/** LevelDB's native parts, for chains on disk: a binary for each platform, in a folder beside the bundles. */
const PLATFORMS = /^(darwin|linux|win32)-/;
const natives = {
  alias: {
    [require.resolve('classic-level/binding.js')]: join(__dirname, 'scripts/lib/levelBinding.js'),
  },
  apply(compiler) {
    compiler.hooks.afterEmit.tap('natives', ({ outputOptions }) => {
      const from = join(dirname(require.resolve('classic-level/binding.js')), 'prebuilds');
      for (const platform of readdirSync(from).filter(it => PLATFORMS.test(it))) {
        const to = join(outputOptions.path, 'classic-level/prebuilds', platform);
        cpSync(join(from, platform), to, { recursive: true });
      }
    });
  },
};

/** The adapter has no chain on disk yet. */
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

const bench = ['Vm', 'Snapshots', 'Chain', 'Debug'].map(name =>
  bundle(name, `scripts/bench${name}.ts`, `bench/${name}.js`, { ...node, externals: database }),
);

/** Constants of a bundle cost nothing, which makes many more cases; run where its fixtures are found, in the root. */
const fuzz = bundle('fuzzDwarf', 'scripts/fuzzDwarf.ts', 'bench/fuzzDwarf.js', {
  target: 'node20',
  context: __dirname,
  node: { __dirname: true },
});

const product = [
  bundle('extension', 'src/extension.ts', 'extension.js', { ...node, externals: vscode }),
  bundle('web', 'src/web/extension.ts', 'web/extension.js', {
    target: 'webworker',
    externals: vscode,
  }),
  bundle('adapter', 'debugger/main.ts', 'adapter.js', { ...node, externals: database }),
  bundle('cli', 'debugger/cli.ts', 'avm.js', {
    ...node,
    resolve: { extensions: ['.ts', '.js', '.json'], alias: natives.alias },
    plugins: [executable, natives],
  }),
];

module.exports = (env, { mode }) =>
  (env.bench ? bench : env.fuzz ? [fuzz] : product).map(it => ({
    ...it,
    devtool: mode === 'production' ? false : 'source-map',
  }));
