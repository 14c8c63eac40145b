import type { z } from 'zod';
import { aiPrompt } from './ai-prompt';
import { condition } from './condition';
import type { ConfigIssue, Handle, NodeDefinition } from './define';
import { dynamodbDelete } from './dynamodb-delete';
import { dynamodbGet } from './dynamodb-get';
import { dynamodbPut } from './dynamodb-put';
import { dynamodbQuery } from './dynamodb-query';
import { httpRequest } from './http-request';
import { loop } from './loop';
import { manual } from './manual';
import { schedule } from './schedule';
import { sendEmail } from './send-email';
import { sendWebhook } from './send-webhook';
import { stripeCheckoutLink } from './stripe-checkout-link';
import { stripeCoupon } from './stripe-coupon';
import { stripeCustomer } from './stripe-customer';
import { stripeEvent } from './stripe-event';
import { stripeInvoice } from './stripe-invoice';
import { stripeRefund } from './stripe-refund';
import { switchNode } from './switch';
import { transform } from './transform';
import { wait } from './wait';
import { webhook } from './webhook';

/** Every kind of step that exists, in the order of the palette. */
export const nodes = {
  manual,
  schedule,
  webhook,
  stripe_event: stripeEvent,
  condition,
  switch: switchNode,
  loop,
  wait,
  transform,
  http_request: httpRequest,
  send_email: sendEmail,
  send_webhook: sendWebhook,
  stripe_customer: stripeCustomer,
  stripe_invoice: stripeInvoice,
  stripe_coupon: stripeCoupon,
  stripe_refund: stripeRefund,
  stripe_checkout_link: stripeCheckoutLink,
  dynamodb_put: dynamodbPut,
  dynamodb_get: dynamodbGet,
  dynamodb_query: dynamodbQuery,
  dynamodb_delete: dynamodbDelete,
  ai_prompt: aiPrompt,
} as const;

export type NodeType = keyof typeof nodes;
/** The settings of a node after its schema has passed, with defaults filled in. */
export type ConfigOf<Type extends NodeType> = z.output<(typeof nodes)[Type]['config']>;

// Object.keys forgets the type of its keys; they are exactly the node types.
export const nodeTypes = Object.keys(nodes) as [NodeType, ...NodeType[]];

/** What can be read of any definition without knowing its type. */
export interface AnyNode extends Omit<
  NodeDefinition<NodeType, z.ZodObject>,
  'check' | 'handles' | 'config'
> {
  config: z.ZodObject;
}

export function isNodeType(type: string): type is NodeType {
  return Object.hasOwn(nodes, type);
}

/** The definition of a type, or null: graphs may come from anywhere. */
export function findNode(type: string): AnyNode | null {
  return isNodeType(type) ? nodes[type] : null;
}

/** What a node refuses of settings that its schema has read. */
export function checkConfig(type: NodeType, config: Record<string, unknown>): ConfigIssue[] {
  // One definition at a time has matching schema and check; their union cannot say that.
  const definition = nodes[type] as unknown as NodeDefinition<NodeType, z.ZodObject>;
  return definition.check?.(config) ?? [];
}

type Reading =
  | { ok: true; config: Record<string, unknown>; handles: Handle[] | null; issues: ConfigIssue[] }
  | { ok: false; issues: ConfigIssue[] };

/**
 * Reads a node's settings by its own schema. What the schema lets pass and the node refuses comes
 * back as issues beside the config.
 */
export function readConfig(type: NodeType, data: Readonly<Record<string, unknown>>): Reading {
  // One definition at a time has matching schema, check and handles; their union cannot say that.
  const definition = nodes[type] as unknown as NodeDefinition<NodeType, z.ZodObject>;
  const result = definition.config.safeParse(data);
  if (!result.success) {
    const issues = result.error.issues.map(({ path, message }) => ({
      field: path.slice(0, 2).join('.'),
      message,
    }));
    return { ok: false, issues };
  }
  const config = result.data;
  return {
    ok: true,
    config,
    handles: definition.handles?.(config) ?? null,
    issues: checkConfig(type, config),
  };
}
