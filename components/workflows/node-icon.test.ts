import { expect, it } from 'vitest';
import { findNode, nodeTypes } from '@/lib/workflows/nodes/registry';
import { hasDrawing } from './node-icon';

it('every kind of step has a drawing', () => {
  const icons = nodeTypes.map((type) => findNode(type)?.icon ?? type);
  expect(icons.filter((icon) => !hasDrawing(icon))).toEqual([]);
});
