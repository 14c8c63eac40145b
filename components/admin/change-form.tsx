import type { Route } from 'next';
import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import type { Subscription } from '@/lib/admin/rows';
import { toItemWords } from './subscription-words';

/** What was chosen, as the address has it; empty for what was not. */
type ChosenChange = Readonly<Record<'item' | 'price' | 'quantity' | 'proration', string>>;

interface ChangeFormProps {
  subscription: Subscription;
  prices: readonly { value: string; label: string }[];
  chosen: ChosenChange;
}

const prorations = [
  { value: 'always_invoice', label: 'Charge the difference now' },
  { value: 'create_prorations', label: 'Put the difference on the next invoice' },
  { value: 'none', label: 'No difference: the new price from the next period on' },
];

/** What is to change; a GET form, whose answer is the preview. */
export function ChangeForm({ subscription, prices, chosen }: ChangeFormProps) {
  const { id, items } = subscription;
  const [first] = items;
  return (
    <Form
      action={`/admin/subscriptions/${id}/change` as Route}
      // Chosen anew, the fields show what the preview is about.
      key={JSON.stringify(chosen)}
      className="grid max-w-xl gap-5"
    >
      {items.length > 1 && (
        <Choice
          label="Item"
          name="item"
          initial={chosen.item}
          options={items.map((item) => ({ value: item.id, label: toItemWords(item) }))}
        />
      )}
      <Choice
        label="Price"
        name="price"
        initial={chosen.price || (first?.price_id ?? '')}
        options={prices}
      />
      <div>
        <label htmlFor="change-quantity" className="mb-1.5 block text-sm font-medium">
          Quantity
        </label>
        <input
          id="change-quantity"
          name="quantity"
          type="number"
          min={1}
          max={1_000_000}
          defaultValue={chosen.quantity || (first?.quantity ?? 1)}
          className={cn(inputStyle, 'h-10 max-w-32')}
        />
      </div>
      <Choice
        label="The difference"
        name="proration"
        initial={chosen.proration || 'always_invoice'}
        options={prorations}
      />
      <div>
        <Button type="submit">Preview change</Button>
      </div>
    </Form>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  initial: string;
  options: readonly { value: string; label: string }[];
}

function Choice({ label, name, initial, options }: ChoiceProps) {
  return (
    <div>
      <label htmlFor={`change-${name}`} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <select
        id={`change-${name}`}
        name={name}
        defaultValue={initial}
        className={cn(inputStyle, 'h-10')}
      >
        {options.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
