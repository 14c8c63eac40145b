import { describe, expect, it, vi } from 'vitest';
import type { Graph } from '@/lib/workflows/graph/schema';
import { Autosave, type SaveState, type SendResult } from './autosave';

const graphOf = (label: string): Graph => ({
  nodes: [{ id: 'start', type: 'manual', position: { x: 0, y: 0 }, data: { label } }],
  edges: [],
});
const first = graphOf('first');

/** A server that answers when it is told to, and a clock that moves when it is told to. */
function setUp() {
  const sent: { graph: Graph; version: number; answer: (result: SendResult) => Promise<void> }[] =
    [];
  const states: SaveState[] = [];
  let timer: { run: () => void; milliseconds: number } | null = null;
  const autosave = new Autosave({
    stored: { graph: first, version: 1 },
    send: (graph, version) =>
      new Promise((resolve) => {
        const answer = async (result: SendResult) => {
          resolve(result);
          await Promise.resolve();
          await Promise.resolve();
        };
        sent.push({ graph, version, answer });
      }),
    later: (run, milliseconds) => {
      timer = { run, milliseconds };
      return () => {
        timer = null;
      };
    },
    onState: (state) => states.push(state),
  });
  return {
    autosave,
    sent,
    kinds: () => states.map(({ kind }) => kind),
    /** Lets the time pass that was asked for; null when none was. */
    pass: () => {
      const due = timer;
      timer = null;
      due?.run();
      return due?.milliseconds ?? null;
    },
  };
}

const savedAs = (graph: Graph, version: number): SendResult => ({
  outcome: 'saved',
  stored: { graph, version },
});

describe('autosave', () => {
  it('sends the last of many changes once, on the version it was read at', async () => {
    const { autosave, sent, pass, kinds } = setUp();
    for (const label of ['a', 'ab', 'abc']) autosave.change(graphOf(label));
    pass();
    expect(sent).toMatchObject([{ graph: graphOf('abc'), version: 1 }]);
    await sent[0]?.answer(savedAs(graphOf('abc'), 2));
    expect(kinds().slice(-2)).toEqual(['saving', 'saved']);
    expect(autosave.isSaved).toBe(true);
    expect(pass()).toBeNull();
  });

  it('never sends two at once, and sends what changed meanwhile on the new version', async () => {
    const { autosave, sent, pass } = setUp();
    autosave.change(graphOf('a'));
    pass();
    autosave.change(graphOf('b'));
    autosave.flush();
    expect(sent).toHaveLength(1);
    await sent[0]?.answer(savedAs(graphOf('a'), 2));
    expect(autosave.isSaved).toBe(false);
    pass();
    expect(sent[1]).toMatchObject({ graph: graphOf('b'), version: 2 });
  });

  it('asks nothing of the server when a change was undone before it was sent', () => {
    const { autosave, sent, pass, kinds } = setUp();
    autosave.change(graphOf('a'));
    autosave.change(first);
    expect(pass()).toBeNull();
    expect(sent).toEqual([]);
    expect(kinds()).toEqual(['unsaved', 'saved']);
  });

  it('keeps trying without a connection, less and less often, and sends the latest', async () => {
    const { autosave, sent, pass } = setUp();
    autosave.change(graphOf('a'));
    pass();
    const delays: (number | null)[] = [];
    for (let tries = 0; tries < 7; tries += 1) {
      await sent[tries]?.answer({ outcome: 'unreachable' });
      autosave.change(graphOf(`try ${tries}`));
      delays.push(pass());
    }
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(sent.at(-1)?.graph).toEqual(graphOf('try 6'));
  });

  it('stops at a conflict and keeps what is typed until somebody decides', async () => {
    const { autosave, sent, pass, kinds } = setUp();
    autosave.change(graphOf('mine'));
    pass();
    const theirs = { graph: graphOf('theirs'), version: 5 };
    await sent[0]?.answer({ outcome: 'conflict', theirs });
    autosave.change(graphOf('mine, longer'));
    autosave.flush();
    expect(sent).toHaveLength(1);
    expect(kinds().at(-1)).toBe('conflict');
    expect(autosave.isSaved).toBe(false);

    autosave.keepMine();
    expect(sent[1]).toMatchObject({ graph: graphOf('mine, longer'), version: 5 });
    await sent[1]?.answer(savedAs(graphOf('mine, longer'), 6));
    expect(autosave.isSaved).toBe(true);
  });

  it('goes on with theirs when told so', async () => {
    const { autosave, sent, pass } = setUp();
    autosave.change(graphOf('mine'));
    pass();
    const theirs = { graph: graphOf('theirs'), version: 5 };
    await sent[0]?.answer({ outcome: 'conflict', theirs });
    expect(autosave.takeTheirs()).toEqual(theirs.graph);
    expect(autosave.isSaved).toBe(true);
    autosave.change(graphOf('next'));
    pass();
    expect(sent[1]?.version).toBe(5);
  });

  it('is no conflict when elsewhere only the name was changed', async () => {
    const { autosave, sent, pass, kinds } = setUp();
    autosave.change(graphOf('mine'));
    pass();
    await sent[0]?.answer({ outcome: 'conflict', theirs: { graph: graphOf('first'), version: 4 } });
    expect(kinds()).not.toContain('conflict');
    pass();
    expect(sent[1]).toMatchObject({ graph: graphOf('mine'), version: 4 });
  });

  it('does not repeat what was refused until it is changed', async () => {
    const { autosave, sent, pass, kinds } = setUp();
    autosave.change(graphOf('bad'));
    pass();
    await sent[0]?.answer({ outcome: 'refused', message: 'No' });
    expect(kinds().at(-1)).toBe('refused');
    expect(pass()).toBeNull();
    autosave.change(graphOf('good'));
    pass();
    expect(sent[1]?.graph).toEqual(graphOf('good'));
  });

  it('waits until all is stored, and says when that does not work', async () => {
    const { autosave, sent } = setUp();
    autosave.change(graphOf('a'));
    const first = autosave.whenSaved();
    autosave.change(graphOf('b'));
    await sent[0]?.answer(savedAs(graphOf('a'), 2));
    await vi.waitFor(() => {
      expect(sent).toHaveLength(2);
    });
    await sent[1]?.answer(savedAs(graphOf('b'), 3));
    expect(await first).toBe(true);
    autosave.change(graphOf('c'));
    const second = autosave.whenSaved();
    expect(sent).toHaveLength(3);
    await sent[2]?.answer({ outcome: 'unreachable' });
    expect(await second).toBe(false);
  });

  it('goes on with what was stored elsewhere, unless there is something of its own', () => {
    const { autosave } = setUp();
    expect(autosave.adopt({ graph: graphOf('first'), version: 2 })).toBe(false);
    expect(autosave.version).toBe(2);
    expect(autosave.adopt({ graph: graphOf('restored'), version: 3 })).toBe(true);
    expect(autosave.isSaved).toBe(true);
    autosave.change(graphOf('mine'));
    expect(autosave.adopt({ graph: graphOf('theirs'), version: 4 })).toBe(false);
    expect(autosave.version).toBe(3);
  });
});
