import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** A server process as far as its start check. */
function start(env: Record<string, string>) {
  const program = `import('./instrumentation.ts').then((module) => module.register())`;
  const flags = ['--conditions=react-server', '--import', 'tsx', '--eval', program];
  return spawnSync(process.execPath, flags, {
    env: { NEXT_RUNTIME: 'nodejs', ...env, NODE_ENV: 'production' },
    encoding: 'utf8',
  });
}

describe('the start of a server', () => {
  it('is refused on a malformed environment, in the words of the doctor', () => {
    const { status, stderr } = start({ STRIPE_SECRET_KEY: 'pk_test_published' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/STRIPE_SECRET_KEY is malformed: must be a Stripe/);
    expect(stderr).toMatch(/NEXTAUTH_URL is missing/);
    expect(stderr).not.toContain('pk_test_published');
  });

  it('does nothing in the Edge runtime, which has no process to end', () => {
    const { status, stderr } = start({ NEXT_RUNTIME: 'edge' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
