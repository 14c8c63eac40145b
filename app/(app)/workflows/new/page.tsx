import type { Metadata } from 'next';
import { Suspense } from 'react';
import { requireReader } from '@/app/reader';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { FormSkeleton } from '@/components/ui/form-skeleton';
import { CreateForm } from '@/components/workflows/create-form';
import { DescribeForm } from '@/components/workflows/describe-form';
import { LimitReached } from '@/components/workflows/limit-reached';
import { TemplateCard } from '@/components/workflows/templates/template-card';
import type { Feature } from '@/lib/catalog/schema';
import { findNode } from '@/lib/workflows/nodes/registry';
import type { Template } from '@/lib/workflows/templates/define';
import { templates } from '@/lib/workflows/templates/gallery';
import { createWorkflow, generateWorkflow } from '../actions';

export const metadata: Metadata = { title: 'New workflow' };

/** Whether every step of a template runs on a plan with these features. */
function includes(features: readonly Feature[], { graph }: Template): boolean {
  return graph.nodes.every(({ type }) => {
    const feature = findNode(type)?.feature;
    return feature === undefined || features.includes(feature);
  });
}

/** The signed-in person; the database has the last word on the limit. */
async function Content() {
  const { entitlements } = await requireReader('/workflows/new');
  const used = entitlements.usage.workflows;
  const limit = entitlements.limits.workflows;
  if (limit !== null && used >= limit) return <LimitReached used={used} limit={limit} />;
  return (
    <>
      <section aria-labelledby="from-words">
        <h2 id="from-words" className="mb-4 font-medium">
          Describe it, and it is drawn
        </h2>
        <DescribeForm action={generateWorkflow} />
      </section>
      <section aria-labelledby="templates" className="mt-12 border-t pt-8">
        <h2 id="templates" className="font-medium">
          Or begin with a template
        </h2>
        <p className="mt-1 mb-5 text-sm text-faint">
          Each is yours to change. A dry run shows what it does before anything is connected.
        </p>
        <ul className="grid gap-4 sm:grid-cols-2">
          {templates.map((template) => (
            <li key={template.id} className="grid">
              <TemplateCard
                template={template}
                action={createWorkflow}
                isInPlan={includes(entitlements.features, template)}
              />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="by-hand" className="mt-12 max-w-2xl border-t pt-8">
        <h2 id="by-hand" className="mb-4 font-medium">
          Or with nothing
        </h2>
        <CreateForm action={createWorkflow} />
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
