import { FormProblem } from './form-problem';
import type { FormState } from './form-state';

interface FormSummaryProps {
  state: FormState;
  /** How the fields are called on the page, by their names. */
  labels: Readonly<Record<string, string>>;
}

/** Above a refused form: what went wrong, and every refused field with its reason. */
export function FormSummary({ state, labels }: FormSummaryProps) {
  if (state.outcome !== 'refused') return null;
  const refused = Object.entries(state.fields);
  if (refused.length === 0) return <FormProblem message={state.message} />;
  return (
    <FormProblem message="Nothing was saved yet. These need another look:">
      <ul className="list-disc space-y-1 pl-4">
        {refused.map(([name, reason]) => (
          <li key={name}>
            {labels[name] ?? name}: {reason}
          </li>
        ))}
      </ul>
    </FormProblem>
  );
}
