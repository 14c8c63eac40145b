import { describe, expect, it } from 'vitest';
import { planById } from '@/lib/catalog/plans';
import type { Graph } from '@/lib/workflows/graph/schema';
import { toReadiness } from './readiness';

const position = { x: 0, y: 0 };
const edge = (source: string, target: string) => ({ id: `${source}-${target}`, source, target });
const nothingUsed = { workflows: 1, runs: 0, generations: 0 };

const of = (plan: 'free' | 'pro', runs = 0) => ({
  features: [...planById(plan).features],
  limits: planById(plan).limits,
  usage: { ...nothingUsed, runs },
});

const mail: Graph = {
  nodes: [
    { id: 'start', type: 'manual', position, data: {} },
    {
      id: 'mail',
      type: 'send_email',
      position,
      data: { label: 'Say hello', to: 'a@example.com', subject: 'Hello', body: 'Hello' },
    },
  ],
  edges: [edge('start', 'mail')],
};

const refund: Graph = {
  nodes: [
    { id: 'start', type: 'schedule', position, data: { cron: '0 9 * * *', timezone: 'UTC' } },
    {
      id: 'back',
      type: 'stripe_refund',
      position,
      data: { label: 'Pay back', payment: 'pi_1', credentialId: 'one' },
    },
  ],
  edges: [edge('start', 'back')],
};

describe('whether a workflow can be run by hand', () => {
  it('asks for an account and nothing else when only that is missing', () => {
    const { missing, accounts, locked, usedUp } = toReadiness(mail, of('free'));
    expect(accounts).toEqual([
      { nodeId: 'mail', label: 'Say hello', message: expect.any(String) as string },
    ]);
    expect({ missing, locked, usedUp }).toEqual({ missing: [], locked: null, usedUp: null });
  });

  it('names the step of what is missing', () => {
    const graph = { ...mail, nodes: mail.nodes.map((node) => ({ ...node, data: {} })) };
    const { missing } = toReadiness(graph, of('free'));
    expect(missing.length).toBeGreaterThan(0);
    expect(missing.every(({ nodeId, label }) => nodeId === 'mail' && label !== null)).toBe(true);
  });

  it('names the feature of a step that the plan does not include, and never that of what starts it', () => {
    expect(toReadiness(refund, of('free')).locked).toEqual({
      feature: 'connectors',
      label: 'Pay back',
    });
    expect(toReadiness(refund, of('pro')).locked).toBeNull();
  });

  it('offers the cheapest plan with more runs where they are used up', () => {
    expect(toReadiness(mail, of('free', 99)).usedUp).toBeNull();
    expect(toReadiness(mail, of('free', 100)).usedUp).toEqual({ limit: 100, plan: 'basic' });
    expect(toReadiness(mail, of('free', 2000)).usedUp).toEqual({ limit: 100, plan: 'pro' });
  });
});
