'use client';

import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  type RefObject,
} from 'react';
import type { Graph } from '@/lib/workflows/graph/schema';
import { nodes, type NodeType } from '@/lib/workflows/nodes/registry';
import type { Flow } from './canvas';
import type { EditorCommands } from './editor-context';
import { editorReducer, openEditor } from './editor-state';
import type { Spot } from './graph-edit';
import { createKeyCommands } from './key-commands';
import { sayPlace, spotFor } from './spots';
import { middleOf, reveal } from './view';

/** What lies over the canvas on a small screen. */
type Sheet = 'palette' | 'steps' | 'inspector' | null;

/** After the last key: what comes then is undone by itself. */
const SETTLE_MS = 1200;

interface EditorRefs {
  rootRef: RefObject<HTMLElement | null>;
  frameRef: RefObject<HTMLElement | null>;
  flowRef: RefObject<Flow | null>;
}

/** Which panel is open, and where the next step goes. */
function usePanels(first: Sheet, rootRef: EditorRefs['rootRef']) {
  const [sheet, setSheet] = useState(first);
  const [tab, setTab] = useState<'palette' | 'steps'>('palette');
  const [spot, setSpot] = useState<Spot | null>(null);
  const openPalette = useCallback(
    (next: Spot | null) => {
      setSpot(next);
      setTab('palette');
      setSheet('palette');
      requestAnimationFrame(() =>
        rootRef.current?.querySelector<HTMLElement>('[data-palette-search]')?.focus(),
      );
    },
    [rootRef],
  );
  return { sheet, setSheet, tab, setTab, spot, setSpot, openPalette };
}

interface Beginning {
  graph: Graph;
  /** The step that is chosen at first; null for none. */
  step: string | null;
}

/** State, panels and commands of an editor that begins with a graph. */
export function useEditorState(begin: Beginning, { rootRef, frameRef, flowRef }: EditorRefs) {
  const [state, dispatch] = useReducer(editorReducer, begin, ({ graph, step }) =>
    openEditor(graph, step === null ? [] : [step]),
  );
  const panels = usePanels(begin.step === null ? null : 'inspector', rootRef);
  const [said, announce] = useState('');
  const { spot, setSpot, setSheet, openPalette } = panels;
  const latestRef = useRef({ state, spot });
  useLayoutEffect(() => {
    latestRef.current = { state, spot };
  });

  useEffect(() => {
    const timer = setTimeout(() => dispatch({ type: 'settle' }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [state.graph]);

  // One chosen step is kept in sight: it may have been chosen in a list, or been added.
  const [chosen] = state.selection.nodes.length === 1 ? state.selection.nodes : [];
  useEffect(() => {
    const node = latestRef.current.state.graph.nodes.find(({ id }) => id === chosen);
    if (node !== undefined) reveal(flowRef.current, frameRef.current, node.position);
  }, [chosen, flowRef, frameRef]);

  const commands: EditorCommands = useMemo(
    () => ({ dispatch, openPalette, announce }),
    [openPalette],
  );
  const keys = useMemo(() => createKeyCommands({ state, dispatch, announce }), [state]);
  const add = useCallback(
    (type: NodeType) => {
      const { graph, selection } = latestRef.current.state;
      const middle = middleOf(flowRef.current, frameRef.current);
      const place = latestRef.current.spot ?? spotFor(graph, selection, middle);
      dispatch({ type: 'add', step: type, spot: place });
      announce(`${nodes[type].label} is added. ${sayPlace(graph, place)}`);
      setSpot(null);
      setSheet('inspector');
    },
    [flowRef, frameRef, setSpot, setSheet],
  );
  const choose = useCallback(
    (nodeId: string) => {
      dispatch({ type: 'select', nodes: [nodeId], edges: [] });
      setSheet('inspector');
    },
    [setSheet],
  );
  return { ...panels, state, dispatch, said, commands, keys, add, choose };
}

export type EditorModel = ReturnType<typeof useEditorState>;
