import { logoutRoute } from '@/lib/api/contracts/auth';
import { reply } from '@/lib/api/respond';
import { endpoint, serve } from '@/lib/api/serve';
import { endSession } from '@/lib/auth/handler';

/** Anybody; a request with somebody's cookie must come from our own pages. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(logoutRoute, async ({ request }) => {
    const cookies = await endSession(request);
    if (request.headers.get('accept')?.includes('text/html')) {
      return new Response(null, { status: 303, headers: [['location', '/'], ...cookies] });
    }
    return reply({ message: 'You are signed out.' }, cookies);
  }),
);
