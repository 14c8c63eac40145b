import { describe, expect, it } from 'vitest';
import { graphSchema } from '@/lib/workflows/graph/schema';
import { runScriptFile } from './cli/script-fixture';

describe('npm run planner', () => {
  it('prints the graph as JSON and nothing else', async () => {
    const words = 'When a payment fails, mail the customer and water the plants';
    const { code, stdout, stderr } = await runScriptFile('planner', [words]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const printed = JSON.parse(stdout) as { notUnderstood: unknown };
    const types = graphSchema.parse(printed).nodes.map(({ type }) => type);
    expect(types).toEqual(['stripe_event', 'send_email']);
    expect(printed.notUnderstood).toEqual(['water the plants']);
  });

  it('says how it is called when it was called without words', async () => {
    const { code, stdout, stderr } = await runScriptFile('planner', [' ']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--help');
  });
});
