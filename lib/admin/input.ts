import { z } from 'zod';
import { emailSchema } from '@/lib/billing/schema';

/** Fields that inputs of commands share. Limits are Stripe's own, so that its refusal never surprises. */

/**
 * Ids of products and coupons are chosen by people, hence the wide alphabet. Dots alone would climb up
 * the path of the request to Stripe.
 */
export const idOf = (what: string) =>
  z
    .string()
    .regex(/^(?!\.+$)[\w.-]{1,255}$/, `This is no id of a ${what}`)
    .meta({ description: `Id of the ${what}` });

export const pageFields = {
  after: idOf('last object of the page before')
    .optional()
    .meta({ description: 'next_cursor of the page before' }),
  limit: z.int().min(1).max(100).default(25),
};

/** A page of rows, newest first. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    data: z.array(row),
    next_cursor: z.string().nullable().meta({ description: 'Send it as `after`; null at the end' }),
  });

export const metadataField = z
  .record(z.string().min(1).max(40), z.string().max(500))
  .refine((value) => Object.keys(value).length <= 50, 'At most 50 entries')
  .meta({ description: 'Keys to set; an empty text removes a key, others stay' });

export const currencyField = z
  .string()
  .regex(/^[a-z]{3}$/, 'Write three lower case letters such as usd');

export const amountField = z
  .int()
  .min(0)
  .max(99_999_999)
  .meta({ description: 'In minor units of the currency: 4000 is 40.00 USD' });

export const emailField = emailSchema;

/** ISO 8601, becomes Stripe's seconds with `toSeconds`. */
export const instantField = z.iso
  .datetime({ offset: true })
  .meta({ description: 'ISO 8601, such as 2027-01-31T12:00:00Z' });

export function toSeconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

/** Those fields that were sent, as Stripe takes them: to it, a field of undefined is not the same as none. */
export function given<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const sent = Object.entries(fields).filter(([, value]) => value !== undefined);
  // The same names and values, without those of undefined: what the type says.
  return Object.fromEntries(sent) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}

/** How something that was to be deleted ended; `reason` is Stripe's when it only would archive. */
export const removalSchema = z.object({
  id: z.string(),
  result: z.enum(['deleted', 'archived']),
  reason: z.string().nullable(),
});
