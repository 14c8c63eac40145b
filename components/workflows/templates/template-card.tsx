import type { FormAction } from '@/components/forms/form-state';
import { LockIcon, PlugIcon } from '@/components/ui/icons';
import { cn } from '@/components/ui/cn';
import type { Template } from '@/lib/workflows/templates/define';
import { GraphFigure } from '../graph-figure';
import { NodeIcon } from '../node-icon';
import { PhrasedText } from '../phrased-text';
import { toTemplateFacts, type TemplateFacts } from './template-facts';
import { TemplatePreview } from './template-preview';
import { UseTemplate } from './use-template';

interface TemplateCardProps {
  template: Template;
  /** Makes a workflow out of the template that the form names. */
  action: FormAction;
  /** False where the reader's plan does not run it; it can be begun and tried dry all the same. */
  isInPlan: boolean;
}

/** A workflow to begin with: what it does, its steps, and what it needs. */
export function TemplateCard({ template, action, isInPlan }: TemplateCardProps) {
  const { id, name, why, description, graph } = template;
  const facts = toTemplateFacts(graph);
  const titleId = `template-${id}`;
  return (
    <article aria-labelledby={titleId} className="flex flex-col rounded border bg-sheet p-4 sm:p-5">
      <StepIcons steps={facts.steps} />
      <h3 id={titleId} className="mt-4 font-medium">
        {name}
      </h3>
      <p className="mt-1 text-sm text-soft">{why}</p>
      <Needs facts={facts} isInPlan={isInPlan} />
      <div className="mt-auto flex flex-wrap items-center gap-2 pt-5">
        <UseTemplate action={action} id={id} name={name} />
        <TemplatePreview title={name}>
          <p className="leading-7">
            <PhrasedText text={description} graph={graph} />
          </p>
          <div className="mt-5 grid place-items-center rounded border bg-paper bg-[radial-gradient(var(--line)_1px,transparent_1px)] [background-size:20px_20px] p-5">
            <GraphFigure
              graph={graph}
              label={`Its steps: ${facts.steps.map(({ label }) => label).join(', ')}.`}
            />
          </div>
        </TemplatePreview>
      </div>
    </article>
  );
}

function StepIcons({ steps }: Pick<TemplateFacts, 'steps'>) {
  return (
    <ol aria-label="Steps" className="flex flex-wrap items-center gap-y-2">
      {steps.map(({ id, label, icon, isTrigger }, index) => (
        <li key={id} className="flex items-center" title={label}>
          {index > 0 && <span aria-hidden="true" className="h-px w-2.5 bg-edge" />}
          <span
            className={cn(
              'grid size-8 place-items-center rounded-sm',
              isTrigger ? 'bg-lamp text-on-lamp' : 'border bg-wing text-soft',
            )}
          >
            <NodeIcon name={icon} className="size-[18px]" />
            <span className="sr-only">{label}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Needs({
  facts: { accounts, plan },
  isInPlan,
}: {
  facts: TemplateFacts;
  isInPlan: boolean;
}) {
  if (accounts.length === 0 && (plan === null || isInPlan)) {
    return <p className="mt-3 text-xs text-faint">Needs no account.</p>;
  }
  return (
    <ul aria-label="Needs" className="mt-3 flex flex-wrap gap-1.5 text-xs text-soft">
      {accounts.map((account) => (
        <li key={account} className="flex items-center gap-1.5 rounded-full border px-2 leading-5">
          <PlugIcon className="size-3.5" />
          {account}
        </li>
      ))}
      {plan !== null && !isInPlan && (
        <li className="flex items-center gap-1.5 rounded-full border border-edge bg-lamp-wash px-2 leading-5">
          <LockIcon className="size-3.5 text-amber" />
          Runs on {plan.name}
        </li>
      )}
    </ul>
  );
}
