import type { FormAction } from '@/components/forms/form-state';
import { LocalDate } from '@/components/ui/local-date';
import type { Member } from '@/lib/admin/schema';
import { CommandField, CommandSelect } from './command-field';
import { CommandForm } from './command-form';
import { DataTable } from './data-table';
import { EmptyState } from './empty-state';
import { Panel } from './panel';
import { toStatusWords } from './status-tone';

interface PeopleProps {
  members: readonly Member[];
  locale: string;
  actions: { grant: FormAction; revoke: FormAction };
}

/** Who operates the product, and how that changes. */
export function People({ members, locale, actions }: PeopleProps) {
  return (
    <Panel title="People">
      <DataTable
        label="List of people"
        rows={members}
        keyOf={({ user_id }) => user_id}
        empty={<EmptyState title="Nobody" text="The first admin is named by the environment." />}
        columns={[
          {
            head: 'Person',
            cell: ({ email, name, user_id }) => (
              <>
                <span className="block min-w-36 font-medium wrap-anywhere">{email ?? user_id}</span>
                <span className="block text-soft">{name}</span>
              </>
            ),
          },
          { head: 'Role', cell: ({ role }) => toStatusWords(role) },
          {
            head: 'Made so by',
            from: 'md',
            cell: ({ granted_by }) => granted_by ?? 'The environment',
          },
          {
            head: 'Since',
            from: 'sm',
            isNumber: true,
            cell: ({ created_at }) => (
              <span className="whitespace-nowrap text-soft">
                <LocalDate value={created_at} locale={locale} dateStyle="medium" />
              </span>
            ),
          },
        ]}
      />
      <div className="mt-4 rounded border bg-sheet">
        <CommandForm
          action={actions.grant}
          fold="Add a person"
          submit="Give role"
          labels={{ email: 'E-mail', role: 'Role' }}
          help="Somebody who has signed in to Cue once. Choosing another role for somebody above changes it."
        >
          <CommandField
            label="E-mail"
            name="email"
            type="email"
            required
            autoComplete="off"
            className="max-w-md"
          />
          <CommandSelect
            label="Role"
            name="role"
            options={[
              { value: 'support', label: 'Support: sees the business, changes nothing' },
              { value: 'admin', label: 'Admin: everything' },
            ]}
            className="max-w-md"
          />
        </CommandForm>
        {members.map(({ user_id, email }) => (
          <CommandForm
            key={user_id}
            action={actions.revoke}
            fold={`Remove ${email ?? user_id}`}
            submit="Take role away"
            hidden={{ id: user_id }}
            confirm={email ?? user_id}
            help="Ends the keys that this person made as well. The last admin stays."
          />
        ))}
      </div>
    </Panel>
  );
}
