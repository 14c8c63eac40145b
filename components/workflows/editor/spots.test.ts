import { describe, expect, it } from 'vitest';
import type { Graph } from '@/lib/workflows/graph/schema';
import { editorReducer, openEditor } from './editor-state';
import { sayPlace, spotFor } from './spots';

const position = { x: 0, y: 0 };
const middle = { x: 8, y: 16 };
const nothing = { nodes: [], edges: [] };
const graph: Graph = {
  nodes: [
    { id: 'start', type: 'manual', position, data: {} },
    { id: 'ask', type: 'condition', position, data: { label: 'Still unpaid?' } },
  ],
  edges: [{ id: 'e', source: 'start', target: 'ask' }],
};

describe('the place of the next step', () => {
  it.each([
    [
      'on the chosen connection',
      { nodes: [], edges: ['e'] },
      'Goes between “Run by hand” and “Still unpaid?”.',
    ],
    ['behind the chosen step', { nodes: ['start'], edges: [] }, 'Goes after “Run by hand”.'],
    ['at the end, when nothing is chosen', nothing, 'Goes after “Still unpaid?”.'],
    [
      'at the end, when several are chosen',
      { nodes: ['start', 'ask'], edges: [] },
      'Goes after “Still unpaid?”.',
    ],
  ])('is %s', (_, selection, words) => {
    expect(sayPlace(graph, spotFor(graph, selection, middle))).toBe(words);
  });

  it('is in sight when there are several ends', () => {
    const ends = { ...graph, edges: [] };
    expect(spotFor(ends, nothing, middle)).toEqual({ kind: 'free', at: middle });
    expect(sayPlace(ends, { kind: 'free', at: middle })).toMatch(/by itself/);
    expect(sayPlace(nothing, { kind: 'free', at: middle })).toMatch(/Begin/);
  });

  it('names the way out when one is meant', () => {
    const spot = { kind: 'after' as const, nodeId: 'ask', handle: 'no' };
    expect(sayPlace(graph, spot)).toBe('Goes after “Still unpaid?”, No.');
  });
});

describe('choosing', () => {
  it('adds to what is chosen and takes from it, without a step of the history', () => {
    const mark = (id: string, isOn: boolean) => ({
      type: 'mark' as const,
      kind: 'nodes' as const,
      changes: new Map([[id, isOn]]),
    });
    const both = [mark('start', true), mark('ask', true)].reduce(editorReducer, openEditor(graph));
    expect(both.selection.nodes).toEqual(['start', 'ask']);
    const one = editorReducer(both, mark('start', false));
    expect(one.selection.nodes).toEqual(['ask']);
    expect(one.past).toEqual([]);
  });
});
