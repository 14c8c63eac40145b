'use client';

import { useSyncExternalStore } from 'react';

interface LocalDateProps {
  /** ISO 8601. */
  value: string;
  /** BCP 47 tag of the reader. */
  locale: string;
  withTime?: boolean;
  /** `medium` where space is short. */
  dateStyle?: 'long' | 'medium';
}

const never = () => () => undefined;

/**
 * A date in the reader's language and time zone. The server knows the language but not the zone:
 * it writes the day in UTC, and the browser corrects it where the two differ.
 */
export function LocalDate({ value, locale, withTime = false, dateStyle = 'long' }: LocalDateProps) {
  const isBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle,
    ...(withTime && { timeStyle: 'short' }),
    ...(!isBrowser && { timeZone: 'UTC' }),
  });
  return (
    <time dateTime={value} suppressHydrationWarning>
      {format.format(new Date(value))}
    </time>
  );
}
