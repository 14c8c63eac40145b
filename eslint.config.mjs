import { defineConfig, globalIgnores } from 'eslint/config';
import nextVitals from 'eslint-config-next/core-web-vitals';
import tseslint from 'typescript-eslint';

const typed = [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked];

/** Where React and Next are: elsewhere their rules find nothing and cost time. */
const withReact = ['{app,components}/**/*.{ts,tsx}', '**/*.tsx', '**/use-*.ts', '*.{ts,mjs}'];

export default defineConfig([
  globalIgnores([
    '.next/**',
    '.local/**',
    'node_modules/**',
    'next-env.d.ts',
    'playwright-report/**',
    'test-results/**',
    'lib/db/database.types.ts',
  ]),
  { files: withReact, extends: [nextVitals] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: typed,
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      // A template literal may hold a number: `${count} workflows` says what it means.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `void promise` marks a promise that is meant to run on its own.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // React event handlers may be async; their rejections reach the error boundary.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.tsx'],
    rules: {
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // A `describe` is one function; its length says nothing about the code under test.
    files: ['**/*.test.ts', '**/*.test.tsx', 'e2e/**', 'bench/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // These speak to a person at a terminal.
    files: ['scripts/**', 'bench/**', 'local/stack.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // The stand-ins' pages are rendered once, to text, by hono/jsx: nothing of Next or React is there.
    files: ['local/**/*.tsx'],
    rules: {
      '@next/next/no-head-element': 'off',
      '@next/next/no-sync-scripts': 'off',
      '@next/next/no-img-element': 'off',
      'react/jsx-key': 'off',
    },
  },
]);
