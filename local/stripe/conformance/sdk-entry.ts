// The conformance suite's window on the SDK's types: see sdk-types.ts.
export type { Stripe } from 'stripe';
import type Stripe from 'stripe';

export type Root = Stripe;
