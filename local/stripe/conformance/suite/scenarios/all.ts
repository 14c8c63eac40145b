import type { Scenario } from '../scenario';
import { announcements } from './announcements';
import { balances } from './balances';
import { invoicing } from './invoicing';
import { moreCatalog } from './more-catalog';
import { risks } from './risks';
import { accounts } from './accounts';
import { usage } from './usage';
import { catalog } from './catalog';
import { customers } from './customers';
import { discounts } from './discounts';
import { expansion } from './expansion';
import { forms } from './forms';
import { idempotency } from './idempotency';
import { pages } from './pages';
import { payments } from './payments';
import { quotes } from './quotes';
import { refusals } from './refusals';
import { renewals } from './renewals';
import { schedules } from './schedules';
import { selling } from './selling';
import { subscriptions } from './subscriptions';

/** All that the suite does, in this order. Each scenario makes what it needs. */
export const SCENARIOS: readonly Scenario[] = [
  ...catalog,
  ...customers,
  ...payments,
  ...subscriptions,
  ...renewals,
  ...schedules,
  ...balances,
  ...invoicing,
  ...moreCatalog,
  ...risks,
  ...accounts,
  ...usage,
  ...selling,
  ...discounts,
  ...quotes,
  ...refusals,
  ...idempotency,
  ...pages,
  ...expansion,
  ...forms,
  ...announcements,
];
