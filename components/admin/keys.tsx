import type { FormAction } from '@/components/forms/form-state';
import { LocalDate } from '@/components/ui/local-date';
import { keyScopeSchema, scopeLabels, type ApiKey } from '@/lib/admin/schema';
import { CommandChecks, CommandField } from './command-field';
import { CommandForm } from './command-form';
import { DataTable } from './data-table';
import { EmptyState } from './empty-state';
import { Panel } from './panel';
import { StatusMark } from './status-mark';

interface KeysProps {
  keys: readonly ApiKey[];
  locale: string;
  actions: { create: FormAction; revoke: FormAction };
}

const scopeOptions = keyScopeSchema.options.map((value) => ({ value, label: scopeLabels[value] }));

/** Keys of programs and agents, and how they are made and ended. */
export function Keys({ keys, locale, actions }: KeysProps) {
  return (
    <Panel title="Keys">
      <DataTable
        label="List of keys"
        rows={keys}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            title="No keys yet"
            text="A key lets a program or an agent do what its rights allow, over /api/admin and /api/mcp."
          />
        }
        columns={[
          {
            head: 'Key',
            cell: ({ name, prefix }) => (
              <>
                <span className="block min-w-36 font-medium wrap-anywhere">{name}</span>
                <code className="font-mono text-xs text-soft">{prefix}…</code>
              </>
            ),
          },
          { head: 'State', cell: (key) => <KeyState apiKey={key} locale={locale} /> },
          {
            head: 'Rights',
            from: 'lg',
            cell: ({ scopes }) => (
              <span className="font-mono text-xs text-soft">{scopes.join(' ')}</span>
            ),
          },
          {
            head: 'Last used',
            from: 'sm',
            isNumber: true,
            cell: ({ last_used_at }) =>
              last_used_at === null ? (
                <span className="text-faint">Never</span>
              ) : (
                <span className="whitespace-nowrap text-soft">
                  <LocalDate value={last_used_at} locale={locale} dateStyle="medium" withTime />
                </span>
              ),
          },
        ]}
      />
      <div className="mt-4 rounded border bg-sheet">
        <CommandForm
          action={actions.create}
          fold="Make a key"
          submit="Make key"
          labels={{ name: 'Name', scopes: 'Rights', expires_at: 'Ends on' }}
          resultLabel="The key. Copy it now: it is not shown again"
        >
          <CommandField
            label="Name"
            name="name"
            required
            autoComplete="off"
            className="max-w-md"
            help="What will use it."
          />
          <CommandChecks
            legend="Rights"
            name="scopes"
            options={scopeOptions}
            initial={['catalog:read', 'customers:read', 'billing:read', 'sync:read']}
          />
          <CommandField label="Ends on" name="expires_at" type="date" className="max-w-48" />
        </CommandForm>
        {keys
          .filter(({ revoked_at }) => revoked_at === null)
          .map(({ id, name }) => (
            <CommandForm
              key={id}
              action={actions.revoke}
              fold={`End ${name}`}
              submit="End key"
              hidden={{ id }}
              confirm={name}
              help="From then on it opens nothing, for good."
            />
          ))}
      </div>
    </Panel>
  );
}

function KeyState({ apiKey, locale }: { apiKey: ApiKey; locale: string }) {
  const { revoked_at, expires_at } = apiKey;
  if (revoked_at !== null) return <StatusMark status="ended" />;
  if (expires_at === null) return <StatusMark status="active" />;
  return (
    <StatusMark status="active">
      Until <LocalDate value={expires_at} locale={locale} dateStyle="medium" />
    </StatusMark>
  );
}
