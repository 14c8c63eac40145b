import type { FieldError } from './card-form';

/** Where a refusal is shown: at the security code or the date when one of them is at fault. */
export function toFieldError({ code, message }: { code: string; message: string }): FieldError {
  if (code === 'incorrect_cvc' || code === 'invalid_cvc') return { field: 'cvc', message };
  if (code === 'expired_card') return { field: 'expiry', message };
  return { field: 'card', message };
}
