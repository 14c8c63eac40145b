import 'server-only';
import { createServiceClient, createUserClient } from '@/lib/db/clients';
import { aiEnv } from '@/lib/env/env';
import { planGraph } from '../planner/plan-graph';
import { createTokenBudget } from '../usage/commands';
import type { GenerationModel } from './ask-model';
import type { GenerationDeps } from './commands';

/** Longer, and people think that nothing happens. */
const TIMEOUT_MS = 30_000;

/** The language model that draws, or null where none is connected or the planner is to do it. */
function findModel(): GenerationModel | null {
  const env = aiEnv();
  if (env.AI_GENERATION === 'planner') return null;
  if (env.AI_BASE_URL === undefined || env.AI_MODEL === undefined) return null;
  return {
    baseUrl: env.AI_BASE_URL,
    apiKey: env.AI_API_KEY,
    name: env.AI_MODEL,
    timeoutMs: TIMEOUT_MS,
  };
}

/** @param userId the id from a verified session */
export function createGenerationDeps(userId: string): GenerationDeps {
  const service = createServiceClient();
  return {
    db: createUserClient(userId),
    service,
    model: findModel(),
    planner: planGraph,
    budget: createTokenBudget(service, aiEnv().AI_MONTHLY_TOKENS_MAX ?? null),
  };
}
