import { expect, it } from 'vitest';
import { nodes } from '../nodes/registry';
import { executors } from './executors';

it('every kind of action, and nothing else, has an executor', () => {
  const actions = Object.values(nodes).flatMap(({ type, category }) =>
    category === 'action' ? [type] : [],
  );
  expect(Object.keys(executors).toSorted()).toEqual(actions.toSorted());
});
