import 'server-only';
import { createServiceClient } from '@/lib/db/clients';
import { createStripe } from '@/lib/stripe/client';
import { createHealthCheck } from './queries';

/** The health of this server; both paths that answer it share one kept answer. */
export const getHealth = createHealthCheck(() => ({
  db: createServiceClient(),
  stripe: createStripe(),
}));
