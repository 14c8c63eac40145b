import 'server-only';
import { createServiceClient } from '@/lib/db/clients';
import { aiEnv, connectorsEnv, stripeKeyEnv } from '@/lib/env/env';
import type { NodeType } from '../nodes/registry';
import { createTokenBudget } from '../usage/commands';
import type { Executor } from './executor';
import { resolveByDns } from './net/destination';
import type { NetworkDeps } from './net/safe-fetch';

/** Steps that the runner hands to an executor; triggers and logic are its own business. */
export type ActionType = Exclude<
  NodeType,
  | 'manual'
  | 'schedule'
  | 'webhook'
  | 'stripe_event'
  | 'condition'
  | 'switch'
  | 'loop'
  | 'wait'
  | 'transform'
>;

/** Loaded when the first step of its kind runs: no page waits for the SDK of AWS. */
function later<Type extends ActionType>(load: () => Promise<Executor<Type>>): Executor<Type> {
  let loaded: Promise<Executor<Type>> | undefined;
  return async (input) => (await (loaded ??= load()))(input);
}

/** What steps may call, by the environment. */
export const toNetwork = (): NetworkDeps => ({
  allowedOrigins: new Set(connectorsEnv().WORKFLOW_HTTP_ALLOW),
  resolve: resolveByDns,
});
const toStripe = () => ({ apiUrl: stripeKeyEnv().STRIPE_API_URL });
const toDynamodb = () => ({ endpoint: connectorsEnv().DYNAMODB_ENDPOINT });
const toSendgrid = () => ({ apiUrl: connectorsEnv().SENDGRID_API_URL });
const toAi = () => {
  const env = aiEnv();
  return {
    baseUrl: env.AI_BASE_URL,
    apiKey: env.AI_API_KEY,
    model: env.AI_MODEL,
    budget: createTokenBudget(createServiceClient(), env.AI_MONTHLY_TOKENS_MAX ?? null),
  };
};

const loadItems = () => import('./dynamodb/items');

/** What does each kind of action. A kind without an entry does not compile. */
export const executors: { [Type in ActionType]: Executor<Type> } = {
  http_request: later(async () => {
    const { createHttpRequest } = await import('./http/http-request');
    return createHttpRequest(toNetwork());
  }),
  send_email: later(async () => {
    const { createSendEmail } = await import('./sendgrid/send-email');
    return createSendEmail(toSendgrid());
  }),
  send_webhook: later(async () => {
    const { createSendWebhook } = await import('./webhook/send-webhook');
    return createSendWebhook(toNetwork());
  }),
  stripe_customer: later(async () => {
    const { createStripeCustomer } = await import('./stripe/customer');
    return createStripeCustomer(toStripe());
  }),
  stripe_invoice: later(async () => {
    const { createStripeInvoice } = await import('./stripe/invoice');
    return createStripeInvoice(toStripe());
  }),
  stripe_coupon: later(async () => {
    const { createStripeCoupon } = await import('./stripe/coupon');
    return createStripeCoupon(toStripe());
  }),
  stripe_refund: later(async () => {
    const { createStripeRefund } = await import('./stripe/refund');
    return createStripeRefund(toStripe());
  }),
  stripe_checkout_link: later(async () => {
    const { createStripeCheckoutLink } = await import('./stripe/checkout-link');
    return createStripeCheckoutLink(toStripe());
  }),
  dynamodb_put: later(async () => (await loadItems()).createPut(toDynamodb())),
  dynamodb_get: later(async () => (await loadItems()).createGet(toDynamodb())),
  dynamodb_query: later(async () => (await loadItems()).createQuery(toDynamodb())),
  dynamodb_delete: later(async () => (await loadItems()).createDelete(toDynamodb())),
  ai_prompt: later(async () => {
    const { createAiPrompt } = await import('./ai/ai-prompt');
    return createAiPrompt(toAi());
  }),
};
