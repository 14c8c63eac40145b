import { vi, expect } from 'vitest';
import { StepFailure, type Executor, type Json } from '../connectors/executor';

/** How often each address was called; some answer only after a while. */
const seen = new Map<string, number>();
export const gates = new Map<string, () => void>();

/** An outside world that does what its addresses say. */
export const outside: Executor<'http_request'> = async ({ config: { url }, signal, log }) => {
  const times = (seen.get(url) ?? 0) + 1;
  seen.set(url, times);
  const { pathname, searchParams } = new URL(url);
  switch (pathname) {
    case '/flaky':
      if (times < 3) throw new StepFailure('Not now', { isTemporary: true });
      return { times };
    case '/refused-once':
      if (times === 1) throw new StepFailure('No', { isTemporary: false });
      return { times };
    case '/down':
      throw new StepFailure('Still down', { isTemporary: true });
    case '/bug':
      throw new TypeError('password of the database is hunter2');
    case '/secret':
      log('calling with sk_live_abcdefgh12345678');
      return { api_key: 'whatever', text: 'Bearer abcdefghijklmnop', kept: 'fine' };
    case '/large':
      return 'x'.repeat(300_000);
    case '/gate':
      return new Promise<Json>((resolve, reject) => {
        gates.set(url, () => {
          resolve('open');
        });
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    default:
      return { url, q: searchParams.get('q') };
  }
};

/** Waits until somebody stands before a gate. */
export const arrival = (url: string) =>
  vi.waitFor(
    () => {
      expect(gates.has(url)).toBe(true);
    },
    { timeout: 20_000 },
  );
