import 'server-only';
import { z } from 'zod';
import { defineAdminCommand } from '../define';
import { currencyField } from '../input';
import { getRevenue } from '../queries';
import { revenueSchema } from '../revenue';

const get = defineAdminCommand({
  name: 'revenue.get',
  title: 'What the business earns',
  description:
    'Recurring revenue and how it moved by month, churn, trials, failed payments, refunds, by plan. Computed from the mirror as it is; months that are over are kept until history arrives late.',
  scope: 'billing:read',
  object: 'revenue',
  isRead: true,
  http: { method: 'GET', path: '/revenue' },
  input: {
    months: z.int().min(1).max(60).default(12).meta({ description: 'The current one included' }),
    currency: currencyField.optional().meta({ description: 'The most used one, unless named' }),
    fresh: z.boolean().default(false).meta({ description: 'Compute months that are kept anew' }),
  },
  output: revenueSchema,
  run: async ({ db }, { months, currency = null, fresh }) =>
    revenueSchema.parse(await getRevenue(db, { months, currency, isFresh: fresh })),
});

export const revenueCommands = [get] as const;
