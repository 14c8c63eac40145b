import { expect, it } from 'vitest';
import { startLocalStripe } from '../../server';
import { runCommand } from './command';

const KEY = 'sk_test_command';

async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await runCommand(args, (line) => lines.push(line));
  return { code, lines };
}

it.each([
  ['--base', ['--key', KEY]],
  ['--key', ['--base', 'http://127.0.0.1:9']],
  ['--key', ['--base', 'http://127.0.0.1:9', '--key', 'sk_live_x']],
  ['--base', ['--base', '127.0.0.1', '--key', KEY]],
  ['--colour', ['--colour', 'red']],
  ['There are:', ['--base', 'http://127.0.0.1:9', '--key', KEY, '--only', 'nonsense']],
])('names a wrong argument: %s', async (name, args) => {
  await expect(run(...args)).rejects.toThrow(name);
});

it('explains itself when asked', async () => {
  expect(await run('--help')).toMatchObject({
    code: 0,
    lines: [expect.stringContaining('--only')],
  });
});

it('tells scenarios and counts, or a report for machines', async () => {
  const server = await startLocalStripe({ port: 0, secretKey: KEY });
  const args = ['--base', server.url, '--key', KEY, '--only', 'products'];
  try {
    const words = await run(...args);
    expect(words.code).toBe(0);
    expect(words.lines[0]).toBe('· products');
    expect(words.lines.at(-1)).toMatch(/^\d+ routes, \d+ event types, 0 faults$/);
    const report: unknown = JSON.parse((await run(...args, '--json')).lines.join('\n'));
    expect(report).toMatchObject({ faults: [], scenarios: ['products'] });
  } finally {
    await server.close();
  }
});

it('ends with 1 when there are faults', async () => {
  const { code, lines } = await run('--base', 'http://127.0.0.1:9', '--key', KEY);
  expect(code).toBe(1);
  expect(lines.at(-1)).toMatch(/ [1-9]\d* faults$/);
});
