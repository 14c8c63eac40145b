/** @jsxImportSource hono/jsx */
import { Field } from '../card-form';

interface PromotionCodeProps {
  action: string;
  typed: string;
  error: string | undefined;
}

/** The field for a promotion code, a form of its own: the total is right before anything is paid. */
export function PromotionCode({ action, typed, error }: PromotionCodeProps) {
  return (
    <form class="promotion" method="post" action={action} novalidate data-order>
      <Field id="promotionCode" label="Promotion code" error={error}>
        {(attributes) => (
          <input
            {...attributes}
            class="input mono"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            value={typed}
            autofocus={error !== undefined}
          />
        )}
      </Field>
      <button class="button" name="intent" value="apply">
        Apply
      </button>
    </form>
  );
}

/** Takes an entered code back. */
export function RemoveCode({ action, label }: { action: string; label: string }) {
  return (
    <form method="post" action={action} data-order>
      <button class="button is-plain is-small" name="intent" value="remove">
        Remove<span class="visually-hidden"> code {label}</span>
      </button>
    </form>
  );
}
