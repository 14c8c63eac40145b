import Link from 'next/link';
import { Gate } from '@/components/billing/gate';
import { ActionForm } from '@/components/forms/action-form';
import type { FormAction } from '@/components/forms/form-state';
import { Lamp } from '@/components/ui/lamp';
import { LocalDate } from '@/components/ui/local-date';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Feature } from '@/lib/catalog/schema';
import type { GraphIssue } from '@/lib/workflows/graph/validate';
import type { Workflow } from '@/lib/workflows/schema';
import { labelOf } from '../editor/steps';

interface ActivationPanelProps {
  workflow: Pick<Workflow, 'id' | 'status' | 'nodeData'>;
  issues: readonly GraphIssue[];
  /** What its steps need and the plan lacks. */
  lacking: readonly Feature[];
  /** ISO 8601; null while it waits for nothing. */
  armedAt: string | null;
  locale: string;
  action: FormAction;
}

/** Whether the trigger is on, and the switch; in its place, what is missing or which plan has it. */
export function ActivationPanel(props: ActivationPanelProps) {
  const { workflow, issues, lacking, armedAt, locale, action } = props;
  const isActive = workflow.status === 'active';
  return (
    <div className="space-y-4">
      <p className="flex items-baseline gap-3 text-sm">
        <Lamp tone={isActive && lacking.length === 0 ? 'go' : isActive ? 'risk' : 'off'} />
        <span>
          {sayState(isActive, lacking.length > 0)}
          {isActive && armedAt !== null && (
            <span className="text-faint">
              {' '}
              Since <LocalDate value={armedAt} locale={locale} dateStyle="medium" withTime />.
            </span>
          )}
        </span>
      </p>
      {lacking.map((feature) => (
        <Gate key={feature} feature={feature} label={isActive ? 'Start again' : 'Activate'} />
      ))}
      {!isActive && issues.length > 0 && <Missing workflow={workflow} issues={issues} />}
      {isActive && <Switch id={workflow.id} to="draft" action={action} />}
      {!isActive && issues.length === 0 && lacking.length === 0 && (
        <Switch id={workflow.id} to="active" action={action} />
      )}
    </div>
  );
}

function sayState(isActive: boolean, isLocked: boolean): string {
  if (!isActive) return 'Not active: nothing starts it by itself.';
  return isLocked
    ? 'Active, but your plan no longer has what it needs: nothing starts.'
    : 'Active: it starts by itself.';
}

interface SwitchProps {
  id: string;
  to: Workflow['status'];
  action: FormAction;
}

function Switch({ id, to, action }: SwitchProps) {
  const label = to === 'active' ? 'Activate' : 'Deactivate';
  return (
    <ActionForm action={action} label={label}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="status" value={to} />
      <SubmitButton variant={to === 'active' ? 'primary' : 'secondary'}>{label}</SubmitButton>
    </ActionForm>
  );
}

function Missing({
  workflow: { id, nodeData },
  issues,
}: Pick<ActivationPanelProps, 'workflow' | 'issues'>) {
  const labels = new Map(nodeData.nodes.map((node) => [node.id, labelOf(node)]));
  return (
    <div className="rounded border border-dashed p-4 text-sm sm:p-5">
      <p className="font-medium">This is still missing</p>
      <ul className="mt-2 list-disc space-y-1 pl-5 text-soft">
        {issues.map(({ nodeId, edgeId, field, message }) => (
          <li key={JSON.stringify([nodeId, edgeId, field, message])}>
            {nodeId !== null && (
              <>
                <Link
                  href={{ pathname: `/workflows/${id}`, query: { step: nodeId } }}
                  className="text-ink underline underline-offset-4"
                >
                  {labels.get(nodeId) ?? nodeId}
                </Link>
                {': '}
              </>
            )}
            {message}
          </li>
        ))}
      </ul>
      <p className="mt-3">
        <Link href={{ pathname: `/workflows/${id}` }} className="underline underline-offset-4">
          Open the editor
        </Link>
      </p>
    </div>
  );
}
