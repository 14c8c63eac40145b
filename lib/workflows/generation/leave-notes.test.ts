import { describe, expect, it } from 'vitest';
import { notesOf } from '../graph/notes';
import type { Graph } from '../graph/schema';
import { leaveNotes } from './leave-notes';

const position = { x: 0, y: 0 };
const description = 'When a webhook arrives, mail the boss, paint the wall, then call the shop.';
const graph: Graph = {
  nodes: [
    { id: 'start', type: 'webhook', position, data: { phrase: 'When a webhook arrives' } },
    {
      id: 'mail',
      type: 'send_email',
      position,
      data: { phrase: 'mail the boss', subject: 'Hello', body: 'Hello' },
    },
    { id: 'call', type: 'http_request', position, data: { phrase: 'call the shop' } },
  ],
  edges: [
    { id: 'a', source: 'start', target: 'mail' },
    { id: 'b', source: 'mail', target: 'call' },
  ],
};

const noted = (reading: Partial<Parameters<typeof leaveNotes>[0]>) => {
  const { nodes } = leaveNotes({
    description,
    graph,
    notUnderstood: [],
    questions: [],
    ...reading,
  });
  return Object.fromEntries(nodes.map((node) => [node.id, notesOf(node)]));
};

describe('what words left open', () => {
  it('stands at the step before it', () => {
    const { start, mail, call } = noted({ notUnderstood: ['paint the wall'] });
    expect(mail).toEqual([
      { field: null, message: 'These words of yours found no place: “paint the wall”' },
    ]);
    expect([start, call]).toEqual([[], []]);
  });

  it('stands at the first step when nothing was understood before it', () => {
    expect(noted({ notUnderstood: ['nowhere to be found'] }).start).toHaveLength(1);
  });

  it('stands at the step that was asked about, and at the first when there is no such step', () => {
    const { start, mail } = noted({
      questions: [
        { nodeId: 'mail', field: 'body', message: 'The text is a draft' },
        { nodeId: 'gone', field: null, message: 'Something else' },
      ],
    });
    expect(mail).toEqual([{ field: 'body', message: 'The text is a draft' }]);
    expect(start).toEqual([{ field: null, message: 'Something else' }]);
  });

  it('is not said twice where the editor asks for the setting anyway', () => {
    const questions = [{ nodeId: 'mail', field: 'to', message: 'Who gets it?' }];
    expect(noted({ questions }).mail).toEqual([]);
  });

  it('leaves a graph without steps as it is', () => {
    const empty: Graph = { nodes: [], edges: [] };
    expect(
      leaveNotes({ description, graph: empty, notUnderstood: ['all'], questions: [] }),
    ).toEqual(empty);
  });

  it('is nothing to a graph whose notes are not notes', () => {
    expect(notesOf({ data: { notes: 'nonsense' } })).toEqual([]);
  });
});
