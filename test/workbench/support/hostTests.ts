/** Makes one script of the tests for the extension host: it loads JavaScript only. */

import { join } from 'node:path';
import type { Configuration } from 'webpack';
import webpack from 'webpack';
import { root } from './samples';

/**
 * @param path the folder for it, below the repository, where it finds mocha
 * @returns the script's path
 */
export async function bundleHostTests(path: string): Promise<string> {
  const config: Configuration = {
    mode: 'development',
    devtool: 'inline-source-map',
    target: 'node20',
    entry: join(root, 'test/workbench/host/run.ts'),
    output: { path, filename: 'run.js', library: { type: 'commonjs2' } },
    module: {
      rules: [
        {
          test: /\.ts$/,
          loader: 'ts-loader',
          options: { transpileOnly: true, compilerOptions: { rootDir: root } },
        },
      ],
    },
    resolve: { extensions: ['.ts', '.js'] },
    externals: { vscode: 'commonjs vscode', mocha: 'commonjs mocha' },
  };
  await new Promise<void>((resolve, reject) => {
    webpack(config, (error, stats) => {
      if (error !== null) reject(error);
      else if (stats?.hasErrors() === true) reject(new Error(stats.toString('errors-only')));
      else resolve();
    });
  });
  return join(path, 'run.js');
}
