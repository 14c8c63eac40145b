import { describe, expect, it } from 'vitest';
import { planById } from '@/lib/catalog/plans';
import { findNode } from '@/lib/workflows/nodes/registry';
import { templates } from '@/lib/workflows/templates/gallery';
import { hasDrawing } from '../node-icon';
import { toTemplateFacts } from './template-facts';

describe('what a template’s card says', () => {
  it.each(templates)('$name: every step, the trigger first, each with a drawing', ({ graph }) => {
    const { steps } = toTemplateFacts(graph);
    expect(steps).toHaveLength(graph.nodes.length);
    expect(steps.map(({ isTrigger }) => isTrigger).indexOf(true)).toBe(0);
    expect(steps.every(({ icon }) => icon !== null && hasDrawing(icon))).toBe(true);
  });

  it.each(templates)(
    '$name: the plan that it names unlocks every step, and a cheaper one does not',
    ({ graph }) => {
      const needed = graph.nodes.flatMap(({ type }) => findNode(type)?.feature ?? []);
      const { plan } = toTemplateFacts(graph);
      const features = plan === null ? [] : planById(plan.id).features;
      expect(needed.every((feature) => features.includes(feature))).toBe(true);
      expect(plan === null).toBe(needed.length === 0);
    },
  );

  it('names each account once', () => {
    const position = { x: 0, y: 0 };
    const node = (id: string, type: string) => ({ id, type, position, data: {} });
    const nodes = [node('a', 'manual'), node('b', 'send_email'), node('c', 'send_email')];
    expect(toTemplateFacts({ nodes, edges: [] }).accounts).toEqual(['SendGrid']);
  });
});
