import { expect, it } from 'vitest';
import { startLocalStripe } from '../../server';
import { runSuite } from '../suite/run';
import { startSpoilingProxy, type Spoiler } from './proxy';
import { SPOILERS } from './spoilers';

const KEY = 'sk_test_spoilt';
/** The local Stripe announces at once: what has not come by then is lost. */
const EVENTS_MS = 300;

/** What the suite says of a local Stripe behind a proxy that spoils one thing. */
async function faultsOf(spoiler: Spoiler, only: string): Promise<string> {
  const server = await startLocalStripe({ port: 0, secretKey: KEY });
  const proxy = await startSpoilingProxy(server.url, spoiler);
  try {
    const report = await runSuite({
      base: proxy.url,
      key: KEY,
      eventsMs: EVENTS_MS,
      only,
      untilFault: true,
    });
    return [...report.faults].join('\n');
  } finally {
    await server.close();
    await proxy.close();
  }
}

/** The first run reads the SDK, which takes a while on a busy machine. */
const FIRST_MS_MAX = 60_000;

/** Every scenario in which something is spoilt below. */
const NAMES = [...new Set(Object.values(SPOILERS).map(({ only }) => only))];

it.each(NAMES)('finds no fault unspoilt: %s', { timeout: FIRST_MS_MAX }, async (only) => {
  expect(await faultsOf({}, only)).toBe('');
});

it.each(Object.entries(SPOILERS))('notices %s', async (_what, { only, says, ...spoiler }) => {
  // A fault noticed by accident would not count.
  expect(await faultsOf(spoiler, only)).toContain(says);
});
