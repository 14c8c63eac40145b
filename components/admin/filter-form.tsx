import type { Route } from 'next';
import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import type { PageQuery } from './page-query';

interface Filter {
  name: string;
  label: string;
  /** A text is asked for where there are none; the first has the value "". */
  options?: readonly { value: string; label: string }[];
}

interface FilterFormProps {
  path: Route;
  query: PageQuery;
  filters: readonly Filter[];
}

/** Several filters of a list at once; a GET form, so that what was looked for has an address. */
export function FilterForm({ path, query, filters }: FilterFormProps) {
  return (
    <Form
      action={path}
      // Fields show the address, also after a press on a link.
      key={JSON.stringify(query)}
      className="mb-5 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-4"
    >
      {filters.map(({ name, label, options }) => (
        <div key={name}>
          <label htmlFor={`filter-${name}`} className="mb-1.5 block text-sm font-medium">
            {label}
          </label>
          {options === undefined ? (
            <input
              id={`filter-${name}`}
              name={name}
              defaultValue={query[name] ?? ''}
              autoComplete="off"
              spellCheck={false}
              maxLength={255}
              className={cn(inputStyle, 'h-10')}
            />
          ) : (
            <select
              id={`filter-${name}`}
              name={name}
              defaultValue={query[name] ?? ''}
              className={cn(inputStyle, 'h-10')}
            >
              {options.map(({ value, label: words }) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </div>
      ))}
      <div>
        <Button type="submit">Show</Button>
      </div>
    </Form>
  );
}
