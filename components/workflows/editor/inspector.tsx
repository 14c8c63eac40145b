'use client';

import { useId, useMemo } from 'react';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import type { Graph } from '@/lib/workflows/graph/schema';
import type { GraphNode } from '@/lib/workflows/graph/structure';
import type { GraphIssue } from '@/lib/workflows/graph/validate';
import { fields, type FieldMeta } from '@/lib/workflows/nodes/field';
import { findNode } from '@/lib/workflows/nodes/registry';
import { NodeIcon } from '../node-icon';
import { AccountField } from './account-field';
import { useEditor } from './editor-context';
import { FieldFrame } from './field-frame';
import { RemoveIcon } from './icons';
import { NextSteps } from './next-steps';
import { StepNotes } from './notes';
import { StepField } from './step-field';
import { TriggerHint } from './trigger-hint';
import { valuesFor } from './values';
import type { Account } from './use-accounts';

type Json = GraphNode['data'][string];

interface InspectorProps {
  graph: Graph;
  node: GraphNode;
  /** Of this step. */
  issues: readonly GraphIssue[];
  accounts: readonly Account[] | null;
  onDuplicate: () => void;
}

interface DeclaredField {
  name: string;
  meta: FieldMeta;
  value: Json | undefined;
}

/** The settings of a step as its declaration names them, each with its value or what it is without one. */
function declaredFields({ type, data }: GraphNode): DeclaredField[] {
  const shape: Record<string, unknown> = findNode(type)?.config.shape ?? {};
  const all = Object.entries(shape).flatMap(([name, schema]) => {
    const meta = schema instanceof z.ZodType ? fields.get(schema) : undefined;
    if (!(schema instanceof z.ZodType) || meta === undefined) return [];
    const initial = z.json().safeParse(schema.safeParse(undefined).data);
    return [{ name, meta, value: data[name] ?? (initial.success ? initial.data : undefined) }];
  });
  const known = new Map(all.map(({ name, value }) => [name, value]));
  return all.filter(({ meta: { showIf } }) => {
    const decides = showIf === undefined ? undefined : known.get(showIf.field);
    return showIf === undefined || (typeof decides === 'string' && showIf.is.includes(decides));
  });
}

/** What is wrong with one field, by the path inside it. */
function problemsOf(issues: readonly GraphIssue[], field: string): Map<string, string> {
  const problems = new Map<string, string>();
  for (const issue of issues) {
    const [name, ...rest] = (issue.field ?? '').split('.');
    const path = rest.join('.');
    if (name === field && !problems.has(path)) problems.set(path, issue.message);
  }
  return problems;
}

/** The form of the chosen step. */
export function Inspector({ graph, node, issues, accounts, onDuplicate }: InspectorProps) {
  const { dispatch } = useEditor();
  const definition = findNode(node.type);
  const shown = declaredFields(node);
  // Where the steps stand and what is typed in them changes nothing about what can be read.
  const values = useMemo(() => valuesFor(graph, node.id), [graph, node.id]);
  const named = new Set([...shown.map(({ name }) => name), 'credentialId']);
  const others = issues.filter(({ field }) => !named.has((field ?? '').split('.')[0] ?? ''));
  const settle = () => dispatch({ type: 'settle' });
  const set = (field: string, value: Json | undefined) =>
    dispatch({ type: 'set', nodeId: node.id, field, value });
  const account = node.data.credentialId;
  return (
    <div className="space-y-5">
      <Heading node={node} onDuplicate={onDuplicate} />
      <StepNotes node={node} />
      {others.map(({ message }) => (
        <p key={message} className="rounded bg-lamp-wash px-3 py-2 text-sm">
          {message}
        </p>
      ))}
      <LabelField node={node} onChange={(label) => set('label', label)} onSettle={settle} />
      {definition?.credential !== undefined && (
        <AccountField
          kind={definition.credential}
          value={typeof account === 'string' ? account : ''}
          accounts={accounts}
          problem={problemsOf(issues, 'credentialId').get('') ?? null}
          onChange={(id) => set('credentialId', id === '' ? undefined : id)}
        />
      )}
      {shown.map(({ name, meta, value }) => (
        <StepField
          key={`${node.id} ${name}`}
          meta={meta}
          value={value}
          problems={problemsOf(issues, name)}
          values={values}
          onChange={(next) => set(name, next)}
          onSettle={settle}
        />
      ))}
      <TriggerHint node={node} />
      <NextSteps graph={graph} node={node} />
    </div>
  );
}

function Heading({ node, onDuplicate }: Pick<InspectorProps, 'node' | 'onDuplicate'>) {
  const { dispatch, announce } = useEditor();
  const definition = findNode(node.type);
  return (
    <header>
      <div className="flex items-center gap-2">
        <NodeIcon name={definition?.icon ?? null} className="size-5 shrink-0 text-soft" />
        <h2 className="min-w-0 flex-1 font-medium">{definition?.label ?? node.type}</h2>
      </div>
      <p className="mt-1 text-sm text-soft">
        {definition?.summary ?? 'This kind of step does not exist here. Delete it, or add another.'}
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {definition?.category !== 'trigger' && (
          <Button size="sm" onClick={onDuplicate}>
            Duplicate
          </Button>
        )}
        <Button
          size="sm"
          variant="danger-quiet"
          onClick={() => {
            dispatch({ type: 'remove', nodes: [node.id], edges: [] });
            announce('The step is deleted. Undo brings it back.');
          }}
        >
          <RemoveIcon className="size-4" />
          Delete
        </Button>
        <code className="ml-auto font-mono text-xs text-faint">{node.id}</code>
      </div>
    </header>
  );
}

interface LabelFieldProps {
  node: GraphNode;
  onChange: (label: string) => void;
  onSettle: () => void;
}

function LabelField({ node, onChange, onSettle }: LabelFieldProps) {
  const id = useId();
  const { label } = node.data;
  return (
    <FieldFrame id={id} label="Name of this step" problem={null} isMissing={false}>
      <input
        id={id}
        value={typeof label === 'string' ? label : ''}
        placeholder={findNode(node.type)?.label ?? node.type}
        maxLength={120}
        autoComplete="off"
        onBlur={onSettle}
        onChange={({ target }) => onChange(target.value)}
        className={cn(inputStyle, 'h-10')}
      />
    </FieldFrame>
  );
}
