import Form from 'next/form';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import type { WorkflowListEntry } from '@/lib/workflows/schema';

interface WorkflowFilterProps {
  search?: string | undefined;
  status?: WorkflowListEntry['status'] | undefined;
}

const choices = [
  { status: undefined, label: 'All' },
  { status: 'active', label: 'Active' },
  { status: 'draft', label: 'Drafts' },
] as const;

/** Which of the workflows are shown; a GET form and links, so that a choice has an address. */
export function WorkflowFilter({ search = '', status }: WorkflowFilterProps) {
  return (
    <div className="mb-5 flex flex-wrap items-center gap-x-6 gap-y-3">
      <Form
        action="/workflows"
        role="search"
        className="flex min-w-0 grow basis-72 gap-2 sm:max-w-md"
      >
        <label htmlFor="search" className="sr-only">
          Search your workflows
        </label>
        <input
          // A new search must not show the words of the one before.
          key={search}
          id="search"
          type="search"
          name="search"
          defaultValue={search}
          placeholder="Search your workflows"
          autoComplete="off"
          maxLength={120}
          className={cn(inputStyle, 'h-10 min-w-0')}
        />
        {status !== undefined && <input type="hidden" name="status" value={status} />}
        <Button type="submit">Search</Button>
      </Form>
      <nav aria-label="Which workflows">
        <ul className="flex gap-1">
          {choices.map((choice) => (
            <li key={choice.label}>
              <Link
                href={{
                  pathname: '/workflows',
                  query: {
                    ...(search !== '' && { search }),
                    ...(choice.status !== undefined && { status: choice.status }),
                  },
                }}
                aria-current={choice.status === status ? 'true' : undefined}
                className={cn(
                  'inline-flex h-9 items-center rounded border px-3 text-sm transition-colors',
                  choice.status === status
                    ? 'border-edge bg-sheet font-medium'
                    : 'border-transparent text-soft hover:text-ink',
                )}
              >
                {choice.label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
