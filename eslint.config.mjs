/** The architecture as a lint table: which folder may import which. See docs/architecture.md. */
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const layers = {
  shared: [],
  vm: ['shared'],
  elf: ['shared'],
  dwarf: ['shared'],
  bare: ['shared', 'vm', 'elf'],
  chain: ['shared', 'vm', 'elf'],
  source: ['shared', 'chain'],
  client: ['shared', 'chain'],
  authoring: ['shared', 'chain'],
  engine: ['shared', 'vm', 'elf', 'dwarf', 'chain'],
  adapter: ['shared', 'engine'],
  cli: ['shared', 'elf', 'dwarf', 'bare', 'chain', 'engine', 'client'],
  host: ['shared', 'elf', 'chain', 'engine', 'source'],
};
const all = Object.keys(layers);

/** Files that are tables: their length is the specification's. */
const tables = [
  'debugger/dwarf/constants.ts',
  'debugger/vm/isa/rv32*.ts',
  'debugger/vm/csr/*.ts',
  'debugger/**/*.generated.ts',
];

const noErrorWithoutCode = {
  selector: "ThrowStatement > NewExpression[callee.name='Error']",
  message:
    'Throw MalformedInput, RequestError or InvariantError: an error has a kind. [docs/architecture.md]',
};
const noEnum = {
  selector: 'TSEnumDeclaration',
  message: 'Use a string union or an `as const` object.',
};

function boundary([folder, allowed]) {
  const banned = all.filter(it => it !== folder && !allowed.includes(it));
  const touchesHost = folder === 'host' || folder === 'cli';
  return {
    files: [`debugger/${folder}/**/*.ts`],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'vscode', message: 'Only src/ knows VS Code.' }],
          patterns: [
            {
              group: banned.flatMap(it => [`**/${it}`, `**/${it}/**`]),
              message: `debugger/${folder} may import only: ${allowed.join(', ') || 'nothing'}.`,
            },
            {
              group: [
                '**/src/**',
                ...(touchesHost ? [] : ['node:*', 'fs', 'path', 'child_process']),
              ],
              message: 'This folder does not touch the host.',
            },
            ...(folder === 'adapter'
              ? []
              : [{ group: ['@vscode/*'], message: 'Only debugger/adapter knows DAP.' }]),
          ],
        },
      ],
      ...(touchesHost
        ? {}
        : {
            'no-restricted-globals': ['error', 'Buffer', 'process', 'console', 'Date'].concat(
              folder === 'adapter' ? [] : ['setTimeout', 'setInterval', 'setImmediate'],
            ),
            'no-restricted-properties': [
              'error',
              { object: 'Math', property: 'random', message: 'Determinism is structural.' },
            ],
          }),
    },
  };
}

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'target/**',
      '.tools/**',
      'node_modules/**',
      'test-results/**',
      '**/target/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: {
      globals: Object.fromEntries(
        [
          'console',
          'process',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'setImmediate',
          'Buffer',
          'URL',
          'TextDecoder',
          'TextEncoder',
          'WebAssembly',
          'performance',
          '__dirname',
          'require',
          'module',
        ].map(it => [it, 'readonly']),
      ),
    },
    rules: {
      'no-restricted-syntax': ['error', noEnum, noErrorWithoutCode],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.ts'], rules: { 'no-undef': 'off' } },
  { files: tables, rules: { 'max-lines': 'off' } },
  { files: ['**/*.js', '**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...Object.entries(layers).map(boundary),
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts', 'src/debug/inlineAdapter.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                ...all.filter(it => it !== 'authoring').map(it => `**/debugger/${it}/**`),
                '**/debugger/main',
                '**/debugger/worker',
              ],
              message:
                'The extension knows the adapter through debugger/protocol and DAP only, scenarios through debugger/authoring.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'scripts/**'],
    rules: {
      'no-restricted-syntax': ['error', noEnum],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
