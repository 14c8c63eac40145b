/** @jsxImportSource hono/jsx */
import { Field } from '../card-form';
import type { OrderLine, OrderOption } from './order-data';

/** How many of a thing; a form of its own, so that the total is right before anything is paid. */
export function QuantityForm({
  action,
  line,
  error,
}: {
  action: string;
  line: OrderLine;
  error: string | undefined;
}) {
  const { adjustable, id, quantity } = line;
  if (!adjustable) return null;
  return (
    <form class="quantity" method="post" action={action} novalidate data-order>
      <input type="hidden" name="line" value={id} />
      <Field id={`quantity-${id}`} label="Quantity" error={error}>
        {(attributes) => (
          <input
            {...attributes}
            name="quantity"
            class="input num"
            type="number"
            inputmode="numeric"
            min={String(adjustable.minimum)}
            max={String(adjustable.maximum)}
            value={String(quantity)}
            autofocus={error !== undefined}
          />
        )}
      </Field>
      <button class="button" name="intent" value="quantity">
        Update<span class="visually-hidden"> quantity of {line.name}</span>
      </button>
    </form>
  );
}

/** Takes something optional out again. */
export function RemoveItem({ action, line }: { action: string; line: OrderLine }) {
  return (
    <form method="post" action={action} data-order>
      <input type="hidden" name="line" value={line.id} />
      <button class="button is-plain is-small" name="intent" value="remove">
        Remove<span class="visually-hidden"> {line.name}</span>
      </button>
    </form>
  );
}

/** What may be added to the order. */
export function Options({ action, options }: { action: string; options: readonly OrderOption[] }) {
  if (options.length === 0) return null;
  return (
    <section class="stack options" aria-labelledby="options">
      <h2 class="tiny-head" id="options">
        Add to your order
      </h2>
      <ul class="receipt-lines">
        {options.map(({ name, note, price }) => (
          <li>
            <span class="grow">
              <span class="receipt-name">{name}</span>
              <span class="small soft">{note}</span>
            </span>
            <form method="post" action={action} data-order>
              <input type="hidden" name="price" value={price} />
              <button class="button is-small" name="intent" value="add">
                Add<span class="visually-hidden"> {name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
