import type { Route } from 'next';
import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';

interface SearchFormProps {
  /** The list's own path; the words arrive there as `q`. */
  path: Route;
  label: string;
  words: string;
  /** What may be typed. */
  help?: string;
}

/** Looks for something; a GET form, so that a search has an address. */
export function SearchForm({ path, label, words, help }: SearchFormProps) {
  return (
    <Form action={path} role="search" className="mb-5 max-w-2xl">
      <label htmlFor="search" className="sr-only">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          // A new search must not show the words of the one before.
          key={words}
          id="search"
          type="search"
          name="q"
          defaultValue={words}
          placeholder={label}
          aria-describedby={help === undefined ? undefined : 'search-help'}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          className={cn(inputStyle, 'h-10 min-w-0')}
        />
        <Button type="submit">Search</Button>
      </div>
      {help !== undefined && (
        <p id="search-help" className="mt-1.5 text-sm text-faint">
          {help}
        </p>
      )}
    </Form>
  );
}
