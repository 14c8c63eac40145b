import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when the URL answers at all; throws after 30 seconds. */
export async function waitForHttp(url: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await delay(100);
  }
  throw new Error(`${url} did not answer within 30 seconds`);
}
