import { parseClipboard, toClipboard } from './clipboard';
import type { EditorCommands } from './editor-context';
import type { EditorState } from './editor-state';
import type { KeyCommands } from './use-keyboard';

interface KeyContext extends Pick<EditorCommands, 'dispatch' | 'announce'> {
  state: EditorState;
}

const PASTE_OFFSET = 40;

type Commands = Pick<
  KeyCommands,
  'undo' | 'redo' | 'duplicate' | 'selectAll' | 'remove' | 'push' | 'mark' | 'copy' | 'paste'
>;

const countOf = (steps: number) => (steps === 1 ? '1 step' : `${steps} steps`);

/** What keys and buttons do to the graph as it is, said aloud. */
export function createKeyCommands({ state, dispatch, announce }: KeyContext): Commands {
  const { graph, selection } = state;
  const copySelected = () =>
    selection.nodes.length === 0 ? null : toClipboard(graph, selection.nodes);
  const paste = (text: string) => {
    const copied = parseClipboard(text);
    if (copied === null) return false;
    dispatch({ type: 'paste', copied, offset: PASTE_OFFSET });
    announce(`Pasted ${countOf(copied.nodes.length)}.`);
    return true;
  };
  return {
    undo: () => {
      dispatch({ type: 'undo' });
      announce('Undone.');
    },
    redo: () => {
      dispatch({ type: 'redo' });
      announce('Done again.');
    },
    duplicate: () => {
      const text = copySelected();
      if (text !== null) paste(text);
    },
    selectAll: () => {
      const { nodes } = graph;
      dispatch({ type: 'select', nodes: nodes.map(({ id }) => id), edges: [] });
      announce(`${countOf(nodes.length)} chosen.`);
    },
    remove: () => {
      const { nodes, edges } = selection;
      if (nodes.length + edges.length === 0) return;
      dispatch({ type: 'remove', nodes, edges });
      announce('Deleted. Undo brings it back.');
    },
    push: (dx, dy) => dispatch({ type: 'push', dx, dy }),
    mark: (nodeId) => {
      const isOn = !selection.nodes.includes(nodeId);
      dispatch({ type: 'mark', kind: 'nodes', changes: new Map([[nodeId, isOn]]) });
    },
    copy: () => {
      const text = copySelected();
      if (text !== null) announce('Copied.');
      return text;
    },
    paste,
  };
}
