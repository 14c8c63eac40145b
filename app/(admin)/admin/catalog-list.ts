import 'server-only';
import { firstParam } from '@/app/search-params';

/** What the address of a list of the catalog asks for. */
export interface CatalogList {
  /** For the links of the page. */
  query: Record<'q' | 'status' | 'after', string | null>;
  /** For the command. */
  input: { q: string; after?: string };
  /** True for what is for sale, false for what is archived, undefined for both. */
  isActive: boolean | undefined;
  /** Whether rows were left out. */
  isFiltered: boolean;
  done: string | null;
}

/** Reads a list's address. A status that does not exist is none. */
export function readCatalogList(
  params: Record<string, string | string[] | undefined>,
): CatalogList {
  const q = firstParam(params, 'q')?.trim() ?? '';
  const after = firstParam(params, 'after');
  const asked = firstParam(params, 'status');
  const status = asked === 'active' || asked === 'archived' ? asked : null;
  return {
    query: { q, status, after },
    input: { q, ...(after !== null && { after }) },
    isActive: status === null ? undefined : status === 'active',
    isFiltered: q !== '' || status !== null || after !== null,
    done: firstParam(params, 'done'),
  };
}
