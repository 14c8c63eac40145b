import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import { eventStatusSchema } from '@/lib/admin/sync';
import { toStatusWords } from '../status-tone';

interface EventFilterProps {
  query: Readonly<Record<'type' | 'status' | 'object', string | null>>;
}

/** Narrows the list of events; a GET form, so that what is found has an address. */
export function EventFilter({ query }: EventFilterProps) {
  return (
    <Form
      // What the address says, also after a way back.
      key={JSON.stringify(query)}
      action="/admin/sync/events"
      role="search"
      aria-label="Filter events"
      className="mb-6 grid gap-3 sm:grid-cols-[1fr_1fr_auto_auto] sm:items-end"
    >
      <TextFilter name="type" label="Type" value={query.type} example="invoice.paid" />
      <TextFilter name="object" label="Object" value={query.object} example="sub_…" />
      <label className="text-sm font-medium">
        Status
        <select
          name="status"
          defaultValue={query.status ?? ''}
          className={cn(inputStyle, 'mt-1.5 h-10 font-normal')}
        >
          <option value="">Any</option>
          {eventStatusSchema.options.map((status) => (
            <option key={status} value={status}>
              {toStatusWords(status)}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit">Filter events</Button>
    </Form>
  );
}

interface TextFilterProps {
  name: string;
  label: string;
  value: string | null;
  example: string;
}

function TextFilter({ name, label, value, example }: TextFilterProps) {
  return (
    <label className="text-sm font-medium">
      {label}
      <input
        name={name}
        defaultValue={value ?? ''}
        placeholder={example}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        className={cn(inputStyle, 'mt-1.5 h-10 font-normal')}
      />
    </label>
  );
}
