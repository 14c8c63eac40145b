import type { Metadata } from 'next';
import { Suspense } from 'react';
import { requireReader } from '@/app/reader';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { FormSkeleton } from '@/components/ui/form-skeleton';
import { CreateForm } from '@/components/workflows/create-form';
import { DescribeForm } from '@/components/workflows/describe-form';
import { LimitReached } from '@/components/workflows/limit-reached';
import { templates } from '@/lib/workflows/templates/gallery';
import { createWorkflow, generateWorkflow } from '../actions';

export const metadata: Metadata = { title: 'New workflow' };

/** The signed-in person; the database has the last word on the limit. */
async function Content() {
  const { entitlements } = await requireReader('/workflows/new');
  const used = entitlements.usage.workflows;
  const limit = entitlements.limits.workflows;
  if (limit !== null && used >= limit) return <LimitReached used={used} limit={limit} />;
  const choices = templates.map(({ id, name, description }) => ({ id, name, description }));
  return (
    <>
      <section aria-labelledby="from-words">
        <h2 id="from-words" className="mb-4 font-medium">
          Describe it, and it is drawn
        </h2>
        <DescribeForm action={generateWorkflow} />
      </section>
      <section aria-labelledby="by-hand" className="mt-12 max-w-2xl border-t pt-8">
        <h2 id="by-hand" className="mb-4 font-medium">
          Or begin with a template, or with nothing
        </h2>
        <CreateForm action={createWorkflow} starters={choices} />
      </section>
    </>
  );
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
