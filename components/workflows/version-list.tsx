import Link from 'next/link';
import type { FormAction } from '@/components/forms/form-state';
import { ActionForm } from '@/components/forms/action-form';
import { cn } from '@/components/ui/cn';
import { LocalDate } from '@/components/ui/local-date';
import { SubmitButton } from '@/components/ui/submit-button';
import type { VersionSummary, WorkflowVersion } from '@/lib/workflows/versions/schema';
import { GraphFigure } from './graph-figure';
import { placeGraph } from './graph-layout';

interface VersionListProps {
  workflow: { id: string; version: number };
  versions: readonly VersionSummary[];
  /** The one that is looked at; null when there is none. */
  shown: WorkflowVersion | null;
  locale: string;
  restore: FormAction;
}

function say({ reason, restoredVersion }: VersionSummary): string {
  switch (reason) {
    case 'created':
      return 'Created';
    case 'edited':
      return 'Edited';
    case 'activated':
      return 'Activated';
    case 'restored':
      return `Version ${restoredVersion ?? ''} restored`;
  }
}

/** What a workflow was before, beside a picture of the chosen one. */
export function VersionList({ workflow, versions, shown, locale, restore }: VersionListProps) {
  return (
    <div className="grid gap-8 md:grid-cols-[minmax(0,17rem)_minmax(0,1fr)]">
      <ol
        aria-label="Versions, the newest first"
        className="max-md:max-h-72 max-md:overflow-y-auto max-md:rounded max-md:border max-md:bg-sheet"
      >
        {versions.map((each, index) => {
          const isShown = each.version === shown?.version;
          return (
            <li key={each.version} className="border-b last:border-b-0">
              <Link
                href={{
                  pathname: `/workflows/${workflow.id}/versions`,
                  query: { version: each.version },
                }}
                scroll={false}
                aria-current={isShown || undefined}
                className={cn(
                  'block rounded-sm px-3 py-2.5 text-sm focus-visible:-outline-offset-2',
                  isShown ? 'bg-lamp-wash' : 'hover:bg-wing',
                )}
              >
                <span className="flex items-baseline justify-between gap-3">
                  <span className="font-medium">{say(each)}</span>
                  <span className="text-xs text-faint tabular">
                    {each.nodeCount === 1 ? '1 step' : `${each.nodeCount} steps`}
                  </span>
                </span>
                <span className="text-xs text-faint">
                  <LocalDate value={each.savedAt} locale={locale} withTime />
                  {index === 0 && ' · present'}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
      {shown !== null && (
        <Preview
          workflow={workflow}
          shown={shown}
          isPresent={shown.version === versions[0]?.version}
          restore={restore}
        />
      )}
    </div>
  );
}

interface PreviewProps extends Pick<VersionListProps, 'workflow' | 'restore'> {
  shown: WorkflowVersion;
  isPresent: boolean;
}

function Preview({ workflow, shown, isPresent, restore }: PreviewProps) {
  const labels = placeGraph(shown.nodeData).nodes.map(({ label }) => label);
  return (
    <section
      aria-labelledby="version-shown"
      className="self-start overflow-hidden rounded border bg-sheet"
    >
      <div className="flex flex-wrap items-center justify-between gap-3 border-b px-4 py-3">
        <h2 id="version-shown" className="font-medium">
          Version {shown.version}
        </h2>
        {isPresent ? (
          <p className="text-sm text-faint">This is how it is now.</p>
        ) : (
          <ActionForm action={restore} label="Restore">
            <input type="hidden" name="id" value={workflow.id} />
            <input type="hidden" name="version" value={shown.version} />
            <input type="hidden" name="expected" value={workflow.version} />
            <SubmitButton variant="primary" size="sm">
              Restore version {shown.version}
            </SubmitButton>
          </ActionForm>
        )}
      </div>
      <div className="grid place-items-center overflow-x-auto bg-paper bg-[radial-gradient(var(--line)_1px,transparent_1px)] [background-size:20px_20px] p-6">
        {labels.length === 0 ? (
          <p className="text-sm text-faint">No steps.</p>
        ) : (
          <GraphFigure graph={shown.nodeData} label={`The graph: ${labels.join(', ')}.`} />
        )}
      </div>
    </section>
  );
}
