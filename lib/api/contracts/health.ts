import { z } from 'zod';
import { defineRoute } from '@/lib/api/contract';
import { healthSchema } from '@/lib/health/schema';

const health = {
  method: 'GET',
  tag: 'Service',
  summary: 'Is the app ready, with its database and with Stripe?',
  auth: 'none',
  output: healthSchema,
  errors: ['unavailable'],
} as const;

export const getHealthRoute = defineRoute({ ...health, id: 'getHealth', path: '/api/health' });

/** The same under the path that load balancers ask by habit. */
export const getRootHealthRoute = defineRoute({ ...health, id: 'getRootHealth', path: '/health' });

export const getOpenapiRoute = defineRoute({
  id: 'getOpenapi',
  method: 'GET',
  path: '/api/openapi.json',
  tag: 'Service',
  summary: 'This document',
  auth: 'none',
  output: z.record(z.string(), z.unknown()),
});
