'use client';

import { ReactFlowProvider } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { Button } from '@/components/ui/button';
import type { Feature } from '@/lib/catalog/schema';
import type { Workflow } from '@/lib/workflows/schema';
import { Activation } from './activation';
import type { SaveState } from './autosave';
import { Canvas, fitOptions, type Flow } from './canvas';
import { EditorContext } from './editor-context';
import { LeftPanel, RightPanel } from './editor-panels';
import { EmptyCanvas } from './empty-canvas';
import { SaveNotice } from './save-notice';
import { Shortcuts, type ShortcutsHandle } from './shortcuts';
import { Toolbar } from './toolbar';
import { useAccounts } from './use-accounts';
import { useAutosave } from './use-autosave';
import { useEditorState } from './use-editor-state';
import { useIssues } from './use-issues';
import { useKeyboard } from './use-keyboard';
import { useStatus } from './use-status';

export interface EditorMark {
  status: Workflow['status'];
  save: SaveState['kind'];
}

interface EditorProps {
  workflow: Pick<Workflow, 'id' | 'status' | 'nodeData' | 'version'>;
  /** Of the person's plan, as the page was read. */
  features: readonly Feature[];
  /** The step to begin with; null for none. */
  step: string | null;
  /** What the page's header shows. */
  onMark: (mark: EditorMark) => void;
}

/** The workflow's steps to draw, fill in and connect; everything is stored as it is done. */
export function Editor({ workflow, features, step, onMark }: EditorProps) {
  const { id, nodeData, version } = workflow;
  const rootRef = useRef<HTMLDivElement>(null);
  const frameRef = useRef<HTMLDivElement>(null);
  const flowRef = useRef<Flow>(null);
  const helpRef = useRef<ShortcutsHandle>(null);
  const editor = useEditorState({ graph: nodeData, step }, { rootRef, frameRef, flowRef });
  const { state, dispatch, setSheet, commands, keys, choose } = editor;
  const { graph, selection } = state;
  const { autosave, state: save } = useAutosave(id, { graph: nodeData, version }, graph);
  const { status, switchStatus } = useStatus(workflow, autosave);
  const { issues, problems, todo } = useIssues(graph);
  const accounts = useAccounts();

  useEffect(() => onMark({ status, save: save.kind }), [onMark, status, save.kind]);
  useEffect(() => {
    const isOther = autosave.adopt({ graph: nodeData, version });
    if (isOther) dispatch({ type: 'replace', graph: nodeData });
  }, [autosave, dispatch, nodeData, version]);

  const keyCommands = useMemo(
    () => ({
      ...keys,
      open: (nodeId: string) => {
        choose(nodeId);
        requestAnimationFrame(() =>
          rootRef.current?.querySelector<HTMLElement>('[data-inspector] input')?.focus(),
        );
      },
      search: () => commands.openPalette(null),
      save: () => autosave.flush(),
      help: () => helpRef.current?.show(),
      escape: () => {
        dispatch({ type: 'select', nodes: [], edges: [] });
        setSheet(null);
      },
    }),
    [keys, choose, commands, autosave, dispatch, setSheet],
  );
  useKeyboard(rootRef, keyCommands);

  const onReady = useCallback((flow: Flow) => {
    flowRef.current = flow;
  }, []);
  async function arrange() {
    const { layoutGraph } = await import('@/lib/workflows/graph/layout');
    const places = new Map(layoutGraph(graph).nodes.map((node) => [node.id, node.position]));
    dispatch({ type: 'move', places });
    commands.announce('The steps are arranged.');
    requestAnimationFrame(() => void flowRef.current?.fitView(fitOptions));
  }
  function takeTheirs() {
    const theirs = autosave.takeTheirs();
    if (theirs !== null) dispatch({ type: 'replace', graph: theirs });
  }
  return (
    <EditorContext value={commands}>
      <div
        ref={rootRef}
        className="relative flex min-h-0 flex-1 flex-col overflow-hidden border-t bg-paper"
      >
        <Toolbar
          canUndo={state.past.length > 0}
          canRedo={state.future.length > 0}
          canArrange={graph.nodes.length > 1}
          todo={todo}
          onUndo={keys.undo}
          onRedo={keys.redo}
          onArrange={() => void arrange()}
          onAdd={keyCommands.search}
          onSteps={() => {
            editor.setTab('steps');
            setSheet('steps');
          }}
          onHelp={keyCommands.help}
          onTodo={() => {
            dispatch({ type: 'select', nodes: [], edges: [] });
            setSheet('inspector');
          }}
        >
          <Activation
            isActive={status === 'active'}
            graph={graph}
            issues={issues}
            onSwitch={switchStatus}
            onChoose={choose}
          />
        </Toolbar>
        <SaveNotice
          state={save}
          isActive={status === 'active'}
          onMine={() => autosave.keepMine()}
          onTheirs={takeTheirs}
          onRetry={() => autosave.flush()}
        />
        <div className="grid min-h-0 flex-1 lg:grid-cols-[13.5rem_minmax(0,1fr)_19rem]">
          <LeftPanel editor={editor} problems={problems} />
          <div ref={frameRef} className="relative min-h-0 min-w-0">
            <ReactFlowProvider>
              <Canvas {...{ graph, selection, problems, onReady }} />
            </ReactFlowProvider>
            {graph.nodes.length === 0 && <EmptyCanvas onAdd={editor.add} />}
            {editor.sheet === null && selection.nodes.length === 1 && (
              <Button
                variant="primary"
                className="absolute right-3 bottom-8 z-[5] shadow-lift lg:hidden"
                onClick={() => setSheet('inspector')}
              >
                Edit this step
              </Button>
            )}
          </div>
          <RightPanel {...{ editor, issues, features, accounts }} />
        </div>
        <p role="status" className="sr-only">
          {editor.said}
        </p>
        <Shortcuts ref={helpRef} />
      </div>
    </EditorContext>
  );
}
