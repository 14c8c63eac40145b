import { getHealthRoute } from '@/lib/api/contracts/health';
import { endpoint, serve } from '@/lib/api/serve';
import { getHealth } from '@/lib/health/check';

export const { GET, POST, PUT, PATCH, DELETE } = serve(endpoint(getHealthRoute, () => getHealth()));
