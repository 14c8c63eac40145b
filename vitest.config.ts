import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The local Stripe keeps nothing in its modules: its test files may share them, which halves their time. */
const sharing = 'local/stripe/**/*.test.{ts,tsx}';

export default defineConfig({
  resolve: {
    alias: {
      '@': import.meta.dirname,
      // The guard has no meaning outside the bundler: tests run server code on purpose.
      'server-only': path.join(import.meta.dirname, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    environment: 'node',
    // Vitest leaves a core free; on two cores that would be half of the machine, while tests wait for services.
    maxWorkers: '100%',
    globalSetup: ['local/database/test-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'stripe', include: [sharing], isolate: false } },
      {
        extends: true,
        test: {
          name: 'cue',
          include: ['{lib,local,app,scripts,components,supabase}/**/*.test.{ts,tsx}'],
          exclude: [sharing],
        },
      },
    ],
  },
});
