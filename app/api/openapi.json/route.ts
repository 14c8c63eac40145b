import { getOpenapiRoute } from '@/lib/api/contracts/health';
import { createOpenapiDocument } from '@/lib/api/openapi';
import { endpoint, serve } from '@/lib/api/serve';
import { appEnv } from '@/lib/env/env';

export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(getOpenapiRoute, () =>
    Promise.resolve({ ...createOpenapiDocument(appEnv().NEXTAUTH_URL) }),
  ),
);
