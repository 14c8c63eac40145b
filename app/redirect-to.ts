import 'server-only';
import type { Route } from 'next';
import { redirect } from 'next/navigation';

/**
 * Redirects to an address that is only known at run time: a checked return path, or a page of
 * Stripe's. Typed routes know literal paths alone, hence the cast.
 */
export function redirectTo(url: string): never {
  redirect(url as Route);
}
