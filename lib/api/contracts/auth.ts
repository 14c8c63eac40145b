import { z } from 'zod';
import { accountDeletionSchema, accountSchema, profileUpdateSchema } from '@/lib/account/schema';
import { defineRoute } from '@/lib/api/contract';
import { providerIdSchema } from '@/lib/auth/schema';

const tag = 'Account';

export const startSignInRoute = defineRoute({
  id: 'startSignIn',
  method: 'GET',
  path: '/auth/{provider}',
  tag,
  summary: 'Start signing in',
  description:
    'Redirects to the provider, and from there back to `callbackUrl`, a path of this app. Whoever starts too often lands on the page for failed sign-ins.',
  auth: 'none',
  params: z.object({ provider: providerIdSchema }),
  query: z.object({ callbackUrl: z.string().max(2048).optional() }),
  output: z.null(),
  status: 302,
  errors: ['not_found'],
});

export const getUserRoute = defineRoute({
  id: 'getUser',
  method: 'GET',
  path: '/api/auth/user',
  tag,
  summary: 'The signed-in user',
  auth: 'session',
  output: accountSchema,
});

export const updateProfileRoute = defineRoute({
  id: 'updateProfile',
  method: 'PUT',
  path: '/api/auth/profile',
  tag,
  summary: 'Change your profile',
  description: 'Other fields than these are ignored; when none is left, nothing is changed.',
  auth: 'session',
  body: profileUpdateSchema,
  output: accountSchema,
  errors: ['malformed_request'],
});

export const logoutRoute = defineRoute({
  id: 'logout',
  method: 'POST',
  path: '/api/auth/logout',
  tag,
  summary: 'End the session',
  description: 'A plain HTML form is answered with a redirect to the home page.',
  auth: 'optional',
  output: z.object({ message: z.string() }),
});

export const deleteAccountRoute = defineRoute({
  id: 'deleteAccount',
  method: 'DELETE',
  path: '/api/auth/account',
  tag,
  summary: 'Delete your account',
  description: 'Ends your subscription first, then removes your data, and says what is kept.',
  auth: 'session',
  output: accountDeletionSchema,
  errors: ['provider_failed', 'unavailable'],
});
