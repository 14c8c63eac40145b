'use client';

import { cn } from '@/components/ui/cn';
import type { Feature } from '@/lib/catalog/schema';
import type { GraphIssue } from '@/lib/workflows/graph/validate';
import { Inspector } from './inspector';
import { Overview } from './overview';
import { Palette } from './palette';
import { SidePanel } from './side-panel';
import { sayPlace, spotFor } from './spots';
import { StepList } from './step-list';
import { isTrigger } from './steps';
import type { Account } from './use-accounts';
import type { EditorModel } from './use-editor-state';

interface LeftPanelProps {
  editor: EditorModel;
  problems: ReadonlyMap<string, readonly string[]>;
}

/** What can be added, or what is there. */
export function LeftPanel({ editor, problems }: LeftPanelProps) {
  const { state, sheet, setSheet, tab, setTab, spot } = editor;
  const { graph, selection } = state;
  const place = spot ?? spotFor(graph, selection, { x: 0, y: 0 });
  return (
    <SidePanel
      side="left"
      label={tab === 'palette' ? 'Add a step' : 'Steps'}
      isOpen={sheet === 'palette' || sheet === 'steps'}
      onClose={() => setSheet(null)}
      head={<LeftTabs tab={tab} onTab={setTab} count={graph.nodes.length} />}
    >
      {tab === 'palette' ? (
        <Palette
          place={sayPlace(graph, place)}
          hasTrigger={graph.nodes.some(isTrigger)}
          onAdd={editor.add}
        />
      ) : (
        <StepList
          graph={graph}
          selected={selection.nodes}
          problems={problems}
          onChoose={editor.choose}
        />
      )}
    </SidePanel>
  );
}

interface LeftTabsProps {
  tab: 'palette' | 'steps';
  count: number;
  onTab: (tab: 'palette' | 'steps') => void;
}

function LeftTabs({ tab, count, onTab }: LeftTabsProps) {
  const tabs = [
    { id: 'palette', label: 'Add' },
    { id: 'steps', label: `Steps, ${count}` },
  ] as const;
  return (
    <div className="flex gap-1">
      {tabs.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          aria-pressed={tab === id}
          onClick={() => onTab(id)}
          className={cn(
            'h-9 rounded-sm px-3 text-sm',
            tab === id ? 'bg-wing font-medium text-ink' : 'text-soft hover:text-ink',
          )}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

interface RightPanelProps {
  editor: EditorModel;
  issues: readonly GraphIssue[];
  features: readonly Feature[];
  accounts: readonly Account[] | null;
}

/** The settings of the chosen step; else what is left to do. */
export function RightPanel({ editor, issues, features, accounts }: RightPanelProps) {
  const { state, sheet, setSheet } = editor;
  const { graph, selection } = state;
  const chosen = selection.nodes.length === 1 ? selection.nodes[0] : undefined;
  const node = graph.nodes.find(({ id }) => id === chosen);
  return (
    <SidePanel
      side="right"
      label={node === undefined ? 'Workflow' : 'Settings of the step'}
      isOpen={sheet === 'inspector'}
      onClose={() => setSheet(null)}
    >
      <div data-inspector>
        {node === undefined ? (
          <Overview graph={graph} issues={issues} features={features} onChoose={editor.choose} />
        ) : (
          <Inspector
            // Another step is another form: nothing half open is carried over.
            key={node.id}
            graph={graph}
            node={node}
            issues={issues.filter(({ nodeId }) => nodeId === node.id)}
            accounts={accounts}
            onDuplicate={editor.keys.duplicate}
          />
        )}
      </div>
    </SidePanel>
  );
}
