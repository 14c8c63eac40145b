import { claimFirstAdmin } from '@/lib/admin/commands';
import { readForm } from '@/lib/api/body';
import { respondWithProblem } from '@/lib/api/respond';
import { handleNextAuth } from '@/lib/auth/handler';
import type { OnSignIn } from '@/lib/auth/options';
import { createServiceClient } from '@/lib/db/clients';
import { claimGuestPurchases } from '@/lib/stripe/sync/claim';

type Context = RouteContext<'/api/auth/[...nextauth]'>;

/** Anybody: next-auth's own endpoints, which carry their own CSRF tokens, states and nonces. */
async function handle(request: Request, { params }: Context): Promise<Response> {
  try {
    const onSignIn: OnSignIn = async (signIn) => {
      const db = createServiceClient();
      // Neither waits for the other's success.
      await Promise.all([claimGuestPurchases(db, signIn), claimFirstAdmin(db, signIn)]);
    };
    const { nextauth } = await params;
    return await handleNextAuth(onSignIn, request, nextauth, await readForm(request));
  } catch (error) {
    return respondWithProblem(error, { route: '/api/auth' });
  }
}

export { handle as GET, handle as POST };
