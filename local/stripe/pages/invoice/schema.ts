import { z } from 'zod';
import { invoiceSchema } from '../schema';

/** What the hosted invoice reads beyond what the portal shows. */
export const hostedInvoiceSchema = invoiceSchema.extend({
  status: z.string(),
  due_date: z.number().nullable(),
  customer_email: z.string().nullable(),
  customer_name: z.string().nullable(),
});
export type HostedInvoice = z.infer<typeof hostedInvoiceSchema>;

export const receiptSchema = z.looseObject({
  amount: z.number(),
  amount_refunded: z.number(),
  created: z.number(),
  currency: z.string(),
  description: z.string().nullable(),
  paid: z.boolean(),
  payment_method_details: z
    .looseObject({ card: z.looseObject({ brand: z.string(), last4: z.string() }).nullish() })
    .nullable(),
});
