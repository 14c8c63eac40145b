import Link from 'next/link';
import type { ReactNode } from 'react';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { cn } from '@/components/ui/cn';

/** The pages of one workflow, in the order of the bar. */
const tabs = [
  { id: 'editor', label: 'Editor', path: '' },
  { id: 'trigger', label: 'Trigger', path: '/trigger' },
  { id: 'runs', label: 'Runs', path: '/runs' },
  { id: 'code', label: 'Code', path: '/code' },
  { id: 'versions', label: 'Versions', path: '/versions' },
  { id: 'settings', label: 'Settings', path: '/settings' },
] as const;
type WorkflowTab = (typeof tabs)[number]['id'];

interface WorkflowHeaderProps {
  id: string;
  name: string;
  current: WorkflowTab;
  /** How it stands: its status, and whether it is stored. */
  children: ReactNode;
}

/** On top of every page of a workflow: what it is called, how it stands, and where to go. */
export function WorkflowHeader({ id, name, current, children }: WorkflowHeaderProps) {
  return (
    <header className="mb-8 in-data-wide:mb-0">
      <div className="max-md:in-data-wide:hidden">
        <Breadcrumbs parents={[{ href: '/workflows', label: 'Workflows' }]} current={name} />
      </div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="headline text-xl break-words in-data-wide:line-clamp-1">{name}</h1>
        <div className="flex items-center gap-5">{children}</div>
      </div>
      <nav
        aria-label="Workflow"
        className="mt-3 border-b in-data-wide:border-b-0 max-md:in-data-wide:mt-1"
      >
        <ul className="-mx-2 flex overflow-x-auto sm:-mx-3">
          {tabs.map((tab) => {
            const isCurrent = tab.id === current;
            return (
              <li key={tab.id}>
                <Link
                  href={{ pathname: `/workflows/${id}${tab.path}` }}
                  aria-current={isCurrent ? 'page' : undefined}
                  className={cn(
                    'relative flex h-10 items-center px-2 text-sm focus-visible:-outline-offset-2 sm:px-3',
                    isCurrent ? 'font-medium text-ink' : 'text-soft hover:text-ink',
                  )}
                >
                  {tab.label}
                  {isCurrent && (
                    <span
                      aria-hidden="true"
                      className="absolute inset-x-2 bottom-0 h-0.5 rounded-full bg-lamp sm:inset-x-3"
                    />
                  )}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
    </header>
  );
}
