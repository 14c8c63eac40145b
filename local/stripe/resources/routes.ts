import type { Route } from '../kernel/route';
import { accountRoutes } from './accounts';
import { balanceRoutes } from './balance-transactions';
import { chargeRoutes } from './charges';
import { checkoutRoutes } from './checkout-sessions';
import { couponRoutes } from './coupons';
import { creditNoteRoutes } from './credit-notes';
import { customerBalanceRoutes } from './customer-balance';
import { customerRoutes } from './customers';
import { discountRoutes } from './discounts';
import { disputeRoutes } from './disputes';
import { entitlementRoutes } from './entitlements';
import { eventRoutes } from './events';
import { invoiceItemRoutes } from './invoice-items';
import { invoiceLineRoutes } from './invoice-lines';
import { invoicePaymentRoutes } from './invoice-payments';
import { invoiceRoutes } from './invoices';
import { meterEventRoutes } from './meter-events';
import { meterRoutes } from './meters';
import { paymentIntentRoutes } from './payment-intents';
import { paymentLinkRoutes } from './payment-links';
import { paymentMethodRoutes } from './payment-methods';
import { planRoutes } from './plans';
import { portalRoutes } from './portal';
import { priceRoutes } from './prices';
import { productRoutes } from './products';
import { promotionCodeRoutes } from './promotion-codes';
import { quoteRoutes } from './quotes';
import { refundRoutes } from './refunds';
import { searchRoutes } from './search';
import { setupIntentRoutes } from './setup-intents';
import { shippingRateRoutes } from './shipping-rates';
import { subscriptionItemRoutes } from './subscription-items';
import { subscriptionScheduleRoutes } from './subscription-schedules';
import { subscriptionRoutes } from './subscriptions';
import { taxIdRoutes } from './tax-ids';
import { taxRateRoutes } from './tax-rates';
import { testClockRoutes } from './test-clocks';
import { webhookEndpointRoutes } from './webhook-endpoints';

/** Every route that has a handler. What the contract knows and is not here answers 501. */
export const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...balanceRoutes,
  ...chargeRoutes,
  ...checkoutRoutes,
  ...couponRoutes,
  ...creditNoteRoutes,
  ...customerBalanceRoutes,
  ...customerRoutes,
  ...discountRoutes,
  ...disputeRoutes,
  ...entitlementRoutes,
  ...eventRoutes,
  ...invoiceItemRoutes,
  ...invoiceLineRoutes,
  ...invoicePaymentRoutes,
  ...invoiceRoutes,
  ...meterEventRoutes,
  ...meterRoutes,
  ...paymentIntentRoutes,
  ...paymentLinkRoutes,
  ...paymentMethodRoutes,
  ...planRoutes,
  ...portalRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...promotionCodeRoutes,
  ...quoteRoutes,
  ...refundRoutes,
  ...searchRoutes,
  ...setupIntentRoutes,
  ...shippingRateRoutes,
  ...subscriptionItemRoutes,
  ...subscriptionRoutes,
  ...subscriptionScheduleRoutes,
  ...taxIdRoutes,
  ...taxRateRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
];
