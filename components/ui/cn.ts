import { clsx, type ClassValue } from 'clsx';

/**
 * Joins class names. It does not settle contradictions: a component that can look two ways takes a
 * prop for it, so that no two classes ever speak about the same property. (A merger that knows all of
 * Tailwind would weigh 9 kB on every public page.)
 */
export function cn(...values: ClassValue[]): string {
  return clsx(values);
}
