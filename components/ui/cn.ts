import { clsx, type ClassValue } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Joins class names; where two say the same thing about an element, the later one holds. */
export function cn(...values: ClassValue[]): string {
  return twMerge(clsx(values));
}
