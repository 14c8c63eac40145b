import { sessionCookie } from './session';

const REQUESTS = 200;

export interface PageTiming {
  page: string;
  medianMs: number;
  p99Ms: number;
  /** Against the prerendered home page of the same server, in the same run. */
  ratio: number;
}

async function timePage(url: string, cookie: string): Promise<number[]> {
  const timings: number[] = [];
  for (let index = 0; index < REQUESTS; index += 1) {
    const start = performance.now();
    const answer = await fetch(url, { headers: { cookie } });
    await answer.text();
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    timings.push(performance.now() - start);
  }
  return timings.sort((a, b) => a - b);
}

function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Renders of the signed-in workflows page and account page, one after another, whole body read. */
export async function measureGatedPage(appUrl: string): Promise<PageTiming[]> {
  const { cookie } = await sessionCookie(appUrl);
  const results: PageTiming[] = [];
  for (const page of ['/', '/workflows', '/account']) {
    const sorted = await timePage(new URL(page, appUrl).href, cookie);
    const medianMs = percentile(sorted, 0.5);
    const base = results[0]?.medianMs ?? medianMs;
    results.push({ page, medianMs, p99Ms: percentile(sorted, 0.99), ratio: medianMs / base });
  }
  return results;
}
