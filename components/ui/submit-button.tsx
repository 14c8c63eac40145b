'use client';

import type { MouseEvent, ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { buttonStyle, type ButtonStyle } from './button';

interface SubmitButtonProps extends ButtonStyle {
  children: ReactNode;
  /** Sent with the form, so that one form can hold several buttons. */
  name?: string;
  value?: string;
  className?: string;
  /** Read to people instead of the visible words, where those lean on their surroundings. */
  label?: string;
  disabled?: boolean;
}

/**
 * Sends its form once: while the form's action runs, every further press is swallowed. It stays
 * focusable meanwhile (`aria-disabled`, not `disabled`), so the keyboard does not lose its place.
 */
export function SubmitButton({
  children,
  name,
  value,
  className,
  label,
  disabled,
  ...look
}: SubmitButtonProps) {
  const { pending, data } = useFormStatus();
  const mine = pending && (name === undefined || data.get(name) === value);
  const swallow = (event: MouseEvent) => {
    if (pending) event.preventDefault();
  };
  return (
    <button
      type="submit"
      name={name}
      value={value}
      disabled={disabled}
      aria-label={label}
      aria-disabled={pending || undefined}
      aria-busy={mine || undefined}
      onClick={swallow}
      className={buttonStyle({ ...look, className })}
    >
      {mine && <Spinner />}
      {children}
    </button>
  );
}

function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-3.5 animate-spin rounded-full border-2 border-current border-r-transparent"
    />
  );
}
