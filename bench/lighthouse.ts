import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { browserOptions } from './browser';

const DEBUG_PORT = 9333;

export interface LighthouseScores {
  page: string;
  performance: number;
  accessibility: number;
  bestPractices: number;
  seo: number;
}

function percent(score: number | null | undefined): number {
  return Math.round((score ?? 0) * 100);
}

/** Lighthouse's four scores (0 to 100) of each page, with its default simulated phone. */
export async function measureLighthouse(
  appUrl: string,
  pages: string[],
): Promise<LighthouseScores[]> {
  const profile = mkdtempSync(path.join(tmpdir(), 'cue-lighthouse-'));
  const options = browserOptions();
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [...(options.args ?? []), `--remote-debugging-port=${DEBUG_PORT}`],
  });
  try {
    const scores: LighthouseScores[] = [];
    for (const page of pages) {
      const result = await lighthouse(new URL(page, appUrl).href, {
        port: DEBUG_PORT,
        logLevel: 'error',
      });
      const categories = result?.lhr.categories;
      scores.push({
        page,
        performance: percent(categories?.performance?.score),
        accessibility: percent(categories?.accessibility?.score),
        bestPractices: percent(categories?.['best-practices']?.score),
        seo: percent(categories?.seo?.score),
      });
    }
    return scores;
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
