import type { NodeType } from '../nodes/registry';
import type { stripeEventLabels } from '../nodes/stripe-event';

export type EventType = keyof typeof stripeEventLabels;

export type Trigger =
  { type: 'manual' | 'schedule' | 'webhook' } | { type: 'stripe_event'; eventType: EventType };

/** A step whose output later words may speak of. */
export interface Produced {
  id: string;
  type: NodeType;
  config: Readonly<Record<string, unknown>>;
  /** What the words called it: "the orders", "the reply". */
  topics: readonly string[];
}

/** What is known at one place of the words. */
export interface Context {
  trigger: Trigger;
  /** Steps that come before on every way to here, the nearest last. */
  produced: readonly Produced[];
  /** What the loop around is about, in singular; null outside of loops. */
  item: string | null;
  /** What a condition was about, for "if it is" later. */
  mentioned: Reference | null;
}

/** A value that an expression finds when the workflow runs. */
export interface Reference {
  expression: string;
  /** An amount of money in the smallest unit, as Stripe counts. */
  isMinor: boolean;
}

export const toTemplate = ({ expression }: Reference) => `{{ ${expression} }}`;
