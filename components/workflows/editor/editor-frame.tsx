'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import type { Feature } from '@/lib/catalog/schema';
import type { Workflow } from '@/lib/workflows/schema';
import { StatusMark } from '../status-mark';
import { WorkflowHeader } from '../workflow-header';
import type { EditorMark } from './editor';
import { SaveMark } from './save-mark';

/** The canvas's library is large and needs a browser: it comes with this page, after the page. */
const Editor = dynamic(() => import('./editor').then((module) => module.Editor), {
  ssr: false,
  loading: () => <EditorSkeleton />,
});

interface EditorFrameProps {
  workflow: Workflow;
  /** Of the person's plan. */
  features: readonly Feature[];
  /** The step that is chosen at first; null for none. */
  step: string | null;
}

/** The header, which the server renders, and the editor below it, which tells the header how it stands. */
export function EditorFrame({ workflow, features, step }: EditorFrameProps) {
  const { id, name, status } = workflow;
  const [mark, setMark] = useState<EditorMark>({ status, save: 'saved' });
  return (
    // As high as the window between the bars above and below it, which a large screen has not.
    <div
      data-wide
      className="flex h-[calc(100dvh-7.5rem-env(safe-area-inset-bottom))] min-h-[34rem] flex-col md:h-dvh"
    >
      <div className="px-5 pt-4 sm:px-6">
        <WorkflowHeader id={id} name={name} current="editor">
          <StatusMark status={mark.status} />
          <SaveMark kind={mark.save} />
        </WorkflowHeader>
      </div>
      <Editor workflow={workflow} features={features} step={step} onMark={setMark} />
    </div>
  );
}

function EditorSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the editor"
      className="grid min-h-0 flex-1 gap-4 border-t p-4 lg:grid-cols-[12rem_minmax(0,1fr)_17rem]"
    >
      <Skeleton className="hidden lg:block" />
      <div className="grid place-items-center">
        <Skeleton className="h-16 w-60" />
      </div>
      <Skeleton className="hidden lg:block" />
    </div>
  );
}
