import { catalogEnvOf, type CatalogDeps } from '@/lib/catalog/operation';
import { createServiceClient } from '@/lib/db/clients';
import { appEnv, cronEnv, stripeEnv } from '@/lib/env/env';
import { createStripe } from '@/lib/stripe/client';
import { findContradictions } from './environment';
import type { Check } from './finding';
import { findMirrorProblems } from './mirror';
import { findCatalogProblems, findWebhookProblems } from './stripe';
import { findDeliveryProblems, findEventProblems, findScheduleProblems } from './sync';
import { findWorkflowProblems } from './workflows';

/** The operator's access to Stripe and the database, from the environment. */
function catalogDeps(): CatalogDeps {
  const env = catalogEnvOf(stripeEnv().STRIPE_SECRET_KEY);
  return { stripe: createStripe(), db: createServiceClient(), env };
}

export const contradictionCheck: Check = {
  name: 'Variables that belong together',
  run: () =>
    Promise.resolve(
      findContradictions({
        appUrl: appEnv().NEXTAUTH_URL,
        stripeKey: stripeEnv().STRIPE_SECRET_KEY,
      }),
    ),
};

/** Whether Stripe sells what the code says, and tells the app. */
export const stripeChecks: Check[] = [
  { name: 'Stripe catalog', run: () => findCatalogProblems(catalogDeps()) },
  {
    name: 'Stripe webhook',
    run: () => findWebhookProblems(createStripe(), appEnv().NEXTAUTH_URL),
  },
  { name: 'Stripe deliveries', run: () => findDeliveryProblems(catalogDeps()) },
];

/** Whether what workflows need done is done. */
export const workflowCheck: Check = {
  name: 'Workflows',
  run: () => findWorkflowProblems(catalogDeps()),
};

/** Whether the mirror follows. @param isFull compares every object instead of the newest */
export const syncChecks = (isFull: boolean): Check[] => [
  { name: 'Events and effects', run: () => findEventProblems(catalogDeps()) },
  {
    name: 'Scheduled work',
    run: () => findScheduleProblems(catalogDeps(), cronEnv().CRON_SECRET),
  },
  { name: 'Mirror', run: (note) => findMirrorProblems(catalogDeps(), note, isFull) },
];
