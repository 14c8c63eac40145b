import type { LaunchOptions } from '@playwright/test';

/** Quiet and offline: nothing that a browser asks of its maker by itself. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser that `npm test` and `npm run bench` found; Playwright's own when none is named. */
export function browserOptions(): LaunchOptions {
  const executablePath = process.env.CUE_CHROMIUM;
  return { args: browserFlags, ...(executablePath ? { executablePath } : {}) };
}
