import { listPlansRoute } from '@/lib/api/contracts/billing';
import { endpoint, serve } from '@/lib/api/serve';
import { toPublicPlans } from '@/lib/catalog/public-plan';

export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(listPlansRoute, () => Promise.resolve(toPublicPlans())),
);
