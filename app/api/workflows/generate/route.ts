import { generateWorkflowRoute } from '@/lib/api/contracts/generation';
import { reply } from '@/lib/api/respond';
import { endpoint, serve } from '@/lib/api/serve';
import { generateWorkflow } from '@/lib/workflows/generation/commands';
import { createGenerationDeps } from '@/lib/workflows/generation/deps';

/** The signed-in person, with room for a workflow and a generation left in the plan. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(generateWorkflowRoute, async ({ user, body, request }) => {
    const deps = createGenerationDeps(user.id);
    const generation = await generateWorkflow(deps, user.id, body, request.signal);
    return reply(generation, { location: `/api/workflows/${generation.workflowId}` });
  }),
);
