import { startSignInRoute } from '@/lib/api/contracts/auth';
import { endpoint, serve } from '@/lib/api/serve';
import { startSignIn } from '@/lib/auth/handler';

/** Anybody who wants to sign in; a plain link is enough. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(startSignInRoute, ({ params, query, request }) =>
    startSignIn(request, params.provider, query.callbackUrl ?? null),
  ),
);
