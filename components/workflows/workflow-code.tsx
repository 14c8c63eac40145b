import Link from 'next/link';
import { Section } from '@/components/layout/section';
import { cn } from '@/components/ui/cn';
import { languageLabels, languageSchema, type Language } from '@/lib/workflows/codegen/schema';
import { CodeView } from './code-view';
import { ExportPanel } from './export-panel';

interface Variable {
  name: string;
  help: string;
  fallback?: string;
}

interface Made {
  code: string;
  /** What the download holds. */
  files: readonly { path: string }[];
  requirements: string[];
  environment: Variable[];
}

interface WorkflowCodeProps {
  id: string;
  language: Language;
  result: { outcome: 'made'; made: Made } | { outcome: 'incomplete'; message: string };
  isDownloadUnlocked: boolean;
}

/** A workflow as a program: to read, to copy, and to take away with all that it needs. */
export function WorkflowCode({ id, language, result, isDownloadUnlocked }: WorkflowCodeProps) {
  return (
    <>
      <nav aria-label="Language" className="mb-6">
        <ul className="flex gap-1">
          {languageSchema.options.map((each) => (
            <li key={each}>
              <Link
                href={{ pathname: `/workflows/${id}/code`, query: { language: each } }}
                aria-current={each === language ? 'true' : undefined}
                className={cn(
                  'inline-flex h-9 items-center rounded border px-3 text-sm',
                  each === language
                    ? 'border-edge bg-sheet font-medium text-ink'
                    : 'border-transparent text-soft hover:text-ink',
                )}
              >
                {languageLabels[each]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {result.outcome === 'incomplete' ? (
        <p className="rounded border border-dashed p-6 text-sm text-soft">
          There is no code yet, because the workflow is not complete. {result.message}.{' '}
          <Link href={{ pathname: `/workflows/${id}` }} className="underline underline-offset-4">
            Open the editor
          </Link>
        </p>
      ) : (
        <Program id={id} language={language} made={result.made} isUnlocked={isDownloadUnlocked} />
      )}
    </>
  );
}

interface ProgramProps {
  id: string;
  language: Language;
  made: Made;
  isUnlocked: boolean;
}

function Program({ id, language, made, isUnlocked }: ProgramProps) {
  const needed = made.environment.filter(({ fallback }) => fallback === undefined);
  return (
    <>
      <div className="mb-4">
        <ExportPanel
          feature="code_export"
          isUnlocked={isUnlocked}
          href={`/api/workflows/${id}/code/archive?language=${language}`}
          label={`Download ${languageLabels[language]}`}
        />
      </div>
      <CodeView
        text={made.code}
        label={`${languageLabels[language]} of the workflow`}
        copyLabel="Copy code"
        className="max-h-[36rem]"
      />
      <div className="mt-10">
        <Section
          title="Needs"
          help="Beside these, nothing: the program brings along what it calls."
        >
          <ul aria-label="Needs" className="space-y-1 text-sm">
            {made.requirements.map((requirement) => (
              <li key={requirement} className="font-mono">
                {requirement}
              </li>
            ))}
            {needed.map(({ name, help }) => (
              <li key={name}>
                <span className="font-mono break-all">{name}</span>{' '}
                <span className="text-faint">{help}</span>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="In the download" help="One folder; no secret is in it.">
          <ul aria-label="Files of the download" className="space-y-1 font-mono text-sm">
            {made.files.map(({ path }) => (
              <li key={path}>{path}</li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  );
}
