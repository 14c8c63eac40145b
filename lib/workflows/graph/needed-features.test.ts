import { describe, expect, it } from 'vitest';
import { neededFeatures, planForFeatures } from './needed-features';

const graphOf = (...types: string[]) => ({
  nodes: types.map((type, place) => ({
    id: `step_${place}`,
    type,
    position: { x: 0, y: 0 },
    data: {},
  })),
  edges: [],
});

describe('neededFeatures', () => {
  it('names what trigger and steps need, each once, and nothing for what does not exist', () => {
    const graph = graphOf('schedule', 'dynamodb_put', 'stripe_refund', 'send_email', 'unheard_of');
    expect(neededFeatures(graph)).toEqual(['schedules', 'connectors']);
    expect(neededFeatures(graphOf('manual', 'send_email'))).toEqual([]);
  });
});

describe('planForFeatures', () => {
  it('is the cheapest plan that has all of them', () => {
    expect(planForFeatures([])).toBeNull();
    expect(planForFeatures(['schedules'])).toBe('basic');
    expect(planForFeatures(['connectors', 'schedules'])).toBe('pro');
    expect(planForFeatures(['schedules', 'connectors'])).toBe('pro');
  });
});
