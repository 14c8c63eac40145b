import { describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import { runScriptFile } from './cli/script-fixture';

const app = setUpApp();
const push = (...args: string[]) => runScriptFile('stripe-push', args);

describe('npm run stripe:push', () => {
  it('has nothing to say when nothing changes and it is to be quiet', async () => {
    expect(await push('--yes', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await push()).stdout).toBe('Stripe and the database are up to date.\n');
  });

  it('reports a conflict with what can be done, and ends with a code of its own', async () => {
    await app.stripe.products.update('cue_pro', { name: 'Cue Professional' });
    const { code, stdout } = await push();
    expect(code).toBe(3);
    expect(stdout).toContain('product:cue_pro name is "Cue Professional", the code says "Cue Pro"');
    expect(stdout).toContain('--adopt');
    const adopted = await push('--adopt');
    expect(adopted.code).toBe(0);
    expect(adopted.stdout).toContain("    name: 'Professional',");
    const json = JSON.parse((await push('--overwrite', '--json')).stdout) as unknown;
    expect(json).toMatchObject({
      env: 'test',
      outcome: 'done',
      changes: ['update product cue_pro: name "Cue Professional" → "Cue Pro"'],
      conflicts: [],
    });
    expect((await app.stripe.products.retrieve('cue_pro')).name).toBe('Cue Pro');
  });

  it('asks for --yes with a live key, and for nothing to look', async () => {
    const live = { STRIPE_SECRET_KEY: 'sk_live_x' };
    const refused = await runScriptFile('stripe-push', [], live);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('run again with --yes');
    // Looking goes on as far as the account, which does not know this key.
    const looked = await runScriptFile('stripe-push', ['--dry-run'], live);
    expect(looked.code).toBe(1);
    expect(looked.stderr).not.toContain('--yes');
  });

  it('names what is wrong with its arguments', async () => {
    expect((await push('--froce')).stderr).toContain("'--froce'");
    expect((await push('pro')).stderr).toContain("'pro'");
    const both = await push('--adopt', '--overwrite');
    expect(both).toMatchObject({ code: 2 });
    expect(both.stderr).toContain('Either --adopt or --overwrite');
  });
});
