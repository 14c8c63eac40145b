import { catalog } from './catalog';
import { customers } from './customers';
import { discounts } from './discounts';
import { payments } from './payments';
import type { Scenario } from '../scenario';
import { selling } from './selling';
import { subscriptions } from './subscriptions';

/** All that the suite does, in this order. Each scenario makes what it needs. */
export const SCENARIOS: readonly Scenario[] = [
  ...catalog,
  ...customers,
  ...payments,
  ...subscriptions,
  ...selling,
  ...discounts,
];
