import { defineConfig } from '@playwright/test';

const executablePath = process.env.CUE_CHROMIUM;

/** Moving Stripe's clock moves it for everybody. */
const aloneFiles = ['clock.spec.ts', 'local-stripe-inspector.spec.ts'];

/** `npm test` starts the stack and says where it is; see local/stack/browser-step.ts. */
export default defineConfig({
  testDir: 'e2e',
  forbidOnly: true,
  // A test that passes the second time has found something.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: 'test-results',
  use: {
    baseURL: process.env.CUE_APP_URL ?? 'http://localhost:3000',
    screenshot: 'only-on-failure',
    // A trace films every page, which takes a quarter of the run: `CUE_TRACE=1 npm test browser` asks for it.
    trace: process.env.CUE_TRACE === '1' ? 'retain-on-failure' : 'off',
    launchOptions: {
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
      ...(executablePath && { executablePath }),
    },
  },
  projects: [
    { name: 'operator', testMatch: 'operator.setup.ts' },
    { name: 'journeys', testIgnore: aloneFiles, dependencies: ['operator'] },
    { name: 'clock', testMatch: aloneFiles, dependencies: ['journeys'], workers: 1 },
  ],
});
