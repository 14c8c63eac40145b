import { spawn } from 'node:child_process';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { buildBareApp } from './bare-app';
import { browserOptions } from './browser';
import { waitForHttp } from './wait';

const BARE_PORT = 3999;

export interface PageWeight {
  page: string;
  scriptBytes: number;
  ratio: number;
}

async function scriptBytesOf(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    sizes.push(request.sizes().then((size) => size.responseBodySize));
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.close();
  return total;
}

async function bareScriptBytes(browser: Browser): Promise<number> {
  const folder = path.resolve('.local/bench/bare');
  buildBareApp(folder);
  const server = spawn('next', ['start', '-H', '127.0.0.1', '-p', String(BARE_PORT)], {
    cwd: folder,
    stdio: 'ignore',
  });
  try {
    const url = `http://127.0.0.1:${BARE_PORT}/`;
    await waitForHttp(url);
    return await scriptBytesOf(browser, url);
  } finally {
    server.kill('SIGTERM');
  }
}

/**
 * Bytes of JavaScript that a first visit transfers, compressed as served, against a bare app of the
 * same Next version measured in the same run.
 */
export async function measurePageWeight(appUrl: string, pages: string[]): Promise<PageWeight[]> {
  const browser = await chromium.launch(browserOptions());
  try {
    const bare = await bareScriptBytes(browser);
    const weights: PageWeight[] = [{ page: '(bare Next app)', scriptBytes: bare, ratio: 1 }];
    for (const page of pages) {
      const scriptBytes = await scriptBytesOf(browser, new URL(page, appUrl).href);
      weights.push({ page, scriptBytes, ratio: scriptBytes / bare });
    }
    return weights;
  } finally {
    await browser.close();
  }
}
