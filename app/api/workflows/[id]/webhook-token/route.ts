import { getHookRoute, revokeHookRoute, rotateHookRoute } from '@/lib/api/contracts/hooks';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { appEnv } from '@/lib/env/env';
import { revokeHook, rotateHook } from '@/lib/workflows/triggers/commands';
import { toHookUrl } from '@/lib/workflows/triggers/hook-address';
import { readHook } from '@/lib/workflows/triggers/queries';

/** The owner. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(getHookRoute, ({ user, params }) => readHook(createUserClient(user.id), params.id)),
  endpoint(rotateHookRoute, async ({ user, params }) => {
    const token = await rotateHook(createUserClient(user.id), params.id);
    return { token, url: toHookUrl(appEnv().NEXTAUTH_URL, token) };
  }),
  endpoint(revokeHookRoute, async ({ user, params }) => {
    await revokeHook(createUserClient(user.id), params.id);
    return null;
  }),
);
