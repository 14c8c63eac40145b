import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageTitle } from '@/components/layout/page-title';
import { buttonStyle } from '@/components/ui/button';
import { PlusIcon } from '@/components/ui/icons';
import { CursorPager } from '../cursor-pager';
import { DoneNote } from '../done-note';
import { FilterLinks } from '../filter-links';
import type { PageQuery } from '../page-query';
import { SearchForm } from '../search-form';

const statuses = [
  { value: null, label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'archived', label: 'Archived' },
] as const;

interface CatalogListFrameProps {
  /** In the singular and the plural, as people read it. */
  words: { one: string; many: string };
  path: Route;
  /** Where another one is made; null for whoever may not. */
  newPath: Route | null;
  query: PageQuery;
  nextCursor: string | null;
  /** What may be searched for. */
  searchHelp: string;
  /** What an action that leads here has done, by the word in the address. */
  done?: { word: string | null; sentences: Readonly<Record<string, string>> };
  /** The table. */
  children: ReactNode;
}

/** What every list of the catalog has around its table: title, search, filter, pages. */
export function CatalogListFrame(props: CatalogListFrameProps) {
  const { words, path, newPath, query, nextCursor, searchHelp, done, children } = props;
  return (
    <>
      <PageTitle
        action={
          newPath !== null && (
            <Link href={newPath} className={buttonStyle({ variant: 'primary' })}>
              <PlusIcon className="size-4" />
              New {words.one}
            </Link>
          )
        }
      >
        {words.many.charAt(0).toUpperCase() + words.many.slice(1)}
      </PageTitle>
      {done !== undefined && <DoneNote done={done.word} sentences={done.sentences} />}
      <SearchForm
        path={path}
        label={`Search ${words.many}`}
        words={query.q ?? ''}
        help={searchHelp}
      />
      <FilterLinks path={path} query={query} name="status" label="Status" options={statuses} />
      {children}
      <CursorPager path={path} query={query} nextCursor={nextCursor} />
    </>
  );
}
