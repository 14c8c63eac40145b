import type { Metadata } from 'next';
import { Suspense } from 'react';
import { requireReader } from '@/app/reader';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { FormSkeleton } from '@/components/ui/form-skeleton';
import { CreateForm } from '@/components/workflows/create-form';
import { LimitReached } from '@/components/workflows/limit-reached';
import { starters } from '@/lib/workflows/starters';
import { createWorkflow } from '../actions';

export const metadata: Metadata = { title: 'New workflow' };

/** The signed-in person; the database has the last word on the limit. */
async function Content() {
  const { entitlements } = await requireReader('/workflows/new');
  const used = entitlements.usage.workflows;
  const limit = entitlements.limits.workflows;
  if (limit !== null && used >= limit) return <LimitReached used={used} limit={limit} />;
  const choices = starters.map(({ id, name, description }) => ({ id, name, description }));
  return <CreateForm action={createWorkflow} starters={choices} />;
}

export default function NewWorkflowPage() {
  return (
    <>
      <Breadcrumbs parents={[{ href: '/workflows', label: 'Workflows' }]} current="New" />
      <PageTitle>New workflow</PageTitle>
      <Suspense fallback={<FormSkeleton />}>
        <Content />
      </Suspense>
    </>
  );
}
