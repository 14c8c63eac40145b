import type { APIRequestContext } from '@playwright/test';
import { stripeUrl } from './environment';

/** Resolves once every webhook that is under way has been delivered. */
export async function settleWebhooks(request: APIRequestContext): Promise<void> {
  const answer = await request.post(`${stripeUrl}/_cue/settle`, { data: {} });
  if (!answer.ok()) throw new Error(`settle answered ${answer.status()}: ${await answer.text()}`);
}

/** Moves Stripe's clock forward; everything that falls due on the way happens. */
export async function advanceClock(request: APIRequestContext, seconds: number): Promise<void> {
  const answer = await request.post(`${stripeUrl}/_cue/advance`, { data: { seconds } });
  if (!answer.ok()) throw new Error(`advance answered ${answer.status()}: ${await answer.text()}`);
}
