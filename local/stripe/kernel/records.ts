import type Stripe from 'stripe';
import type { DiscountTerms } from '../billing/allocate';
import type { PendingChange } from '../billing/pending-update';
import type { CheckoutDraft } from './checkout-draft';

/**
 * An SDK type as it is stored: expandable fields hold the id only, decimals are strings. Types come
 * from the SDK, so a misspelt field does not compile.
 */
type Stored<T> = string extends T
  ? string | Extract<T, null | undefined>
  : T extends Stripe.Decimal
    ? string
    : T extends (infer Item)[]
      ? Stored<Item>[]
      : T extends object
        ? { [Key in keyof T]: Stored<T[Key]> }
        : T;

/** How a test card behaves, by its number. */
export interface CardBehavior {
  /** Declined when attached or charged, with these codes. */
  attach: Decline | null;
  /** Declined when charged later. */
  charge: Decline | null;
  /** The bank asks the cardholder; afterwards (or off session, once set up) it charges. */
  authentication: 'none' | 'setup' | 'always';
  /** What becomes of a charge later: its holder disputes it, for this reason. */
  dispute?: 'fraudulent' | 'product_not_received';
  /** What becomes of a refund later: it is pending for a while, or the bank gives it back. */
  refund?: 'fails' | 'pending';
  /** Its charges are available at once instead of in two days. */
  bypassesPending?: boolean;
}

export interface Decline {
  code: string;
  declineCode: string | null;
  message: string;
}

export type PriceTier = Stored<Stripe.Price.Tier>;

/** What a price asks for in a currency that is not its own. */
export type PriceOption = Omit<Stored<Stripe.Price.CurrencyOptions>, 'tiers'> & {
  _tiers: PriceTier[] | null;
};

type WithoutLists<T, Keys extends string> = Omit<Stored<T>, Keys>;

/**
 * The stored form of every object type, by the value of `object`. Fields that begin with `_` never
 * leave the emulator. Lists that Stripe embeds (items, lines) are objects of their own here and put
 * together when rendered.
 */
export interface Records {
  account: Stored<Stripe.Account>;
  balance_transaction: Stored<Stripe.BalanceTransaction>;
  'billing.meter': Stored<Stripe.Billing.Meter>;
  'billing.meter_event': Stored<Stripe.Billing.MeterEvent> & {
    id: string;
    /** Meter and customer: whose usage it is. */
    _key: string;
    /** What it counts for, a decimal. */
    _value: string;
    _canceled: boolean;
  };
  'billing_portal.configuration': Stored<Stripe.BillingPortal.Configuration>;
  'billing_portal.session': Stored<Stripe.BillingPortal.Session> & {
    _token: string;
    _expires_at: number;
  };
  charge: Stored<Stripe.Charge> & {
    /** Opens the receipt. */
    _token?: string;
  };
  'checkout.session': Stored<Stripe.Checkout.Session> & {
    _draft: CheckoutDraft;
    /** Opens a copy of an expired session; see `after_expiration.recovery`. */
    _recovery?: string | null;
  };
  coupon: Omit<Stored<Stripe.Coupon>, 'applies_to' | 'valid'> & {
    /** The products it is for; null means all. Stripe shows it when `expand` asks for it. */
    _products: string[] | null;
    /** What it takes off in other currencies; Stripe shows it when `expand` asks for it. */
    _amounts?: Record<string, number>;
  };
  credit_note: WithoutLists<Stripe.CreditNote, 'lines'>;
  credit_note_line_item: Stored<Stripe.CreditNoteLineItem> & { _credit_note: string };
  customer: Stored<Stripe.Customer> & {
    _waiting_card: string | null;
    /** Shown whole as `discount`. */
    _discount?: string | null;
  };
  customer_balance_transaction: Stored<Stripe.CustomerBalanceTransaction>;
  discount: Stored<Stripe.Discount> & {
    /** What it takes off; a coupon may be deleted and what it gave stays. */
    _terms: DiscountTerms;
    _duration: string;
    /** Invoices still refer to a discount that has ended. */
    _deleted: boolean;
  };
  dispute: Omit<Stored<Stripe.Dispute>, 'balance_transactions'> & {
    /** Ids, oldest first; Stripe shows them whole. */
    _balance_transactions: string[];
    /** What the bank is about to decide, and when (Unix seconds). */
    _verdict: { outcome: 'lost' | 'won'; at: number } | null;
  };
  'entitlements.active_entitlement': Stored<Stripe.Entitlements.ActiveEntitlement> & {
    _customer: string;
  };
  'entitlements.feature': Stored<Stripe.Entitlements.Feature>;
  event: Omit<Stored<Stripe.EventBase>, 'data' | 'type'> & {
    type: string;
    data: { object: JsonObject; previous_attributes?: JsonObject };
  };
  invoice: WithoutLists<Stripe.Invoice, 'lines'> & {
    /** Pays only when told to (`payment_behavior: default_incomplete`). */
    _payment_intent: string | null;
    /** It was said that nobody paid a sent invoice in time. */
    _overdue?: boolean;
    /** It was said that a sent invoice will be due. */
    _told?: boolean;
    /** What an unpaid sent invoice means for its subscription has happened. */
    _givenUp?: boolean;
    /** Opens the hosted page; set when finalised. */
    _token?: string;
    /** Shown whole as `default_tax_rates`. */
    _default_tax_rates?: string[];
  };
  invoice_payment: Stored<Stripe.InvoicePayment>;
  invoiceitem: Stored<Stripe.InvoiceItem> & {
    _subscription_item: string | null;
    /** Shown whole as `tax_rates`. */
    _tax_rates?: string[];
  };
  line_item: Stored<Stripe.InvoiceLineItem> & {
    /** The period whose usage it is for; counted once more when the invoice becomes final. */
    _usage?: { start: number; end: number };
    /** Its own, instead of the invoice's. */
    _tax_rates?: string[];
  };
  payment_intent: Stored<Stripe.PaymentIntent>;
  payment_link: WithoutLists<Stripe.PaymentLink, 'line_items'> & {
    /** Opens it. */
    _token: string;
    _mode: 'payment' | 'subscription';
    _lines: Pick<
      Stripe.PaymentLinkCreateParams.LineItem,
      'adjustable_quantity' | 'price' | 'quantity'
    >[];
    /** What each of its sessions is made with. */
    _request: Partial<Stripe.Checkout.SessionCreateParams>;
  };
  payment_method: Stored<Stripe.PaymentMethod> & {
    _behavior: CardBehavior;
    /** It was detached, or paid without belonging to anybody: it may not be used again. */
    _spent?: boolean;
  };
  price: Omit<Stored<Stripe.Price>, 'currency_options' | 'tiers'> & {
    /** Of a price by tiers, in order. Stripe shows them when `expand` asks for it. */
    _tiers?: PriceTier[] | null;
    /** What it asks for in other currencies; shown when `expand` asks for it. */
    _options?: Record<string, PriceOption>;
    /** Deleted as a plan; what was sold by it still refers to it. */
    _deleted?: boolean;
  };
  product: Stored<Stripe.Product>;
  product_feature: Omit<Stored<Stripe.ProductFeature>, 'entitlement_feature'> & {
    _product: string;
    _feature: string;
  };
  promotion_code: Stored<Stripe.PromotionCode> & {
    /** The code in capitals: people may write it as they like. */
    _key: string;
  };
  quote: WithoutLists<Stripe.Quote, 'line_items'> & {
    _lines: { id: string; price: string; quantity: number; taxRates: string[] }[];
  };
  refund: Stored<Stripe.Refund> & {
    /** What is about to become of it, and when (Unix seconds). */
    _next?: { status: 'failed' | 'succeeded'; at: number } | null;
  };
  setup_intent: Stored<Stripe.SetupIntent>;
  shipping_rate: Stored<Stripe.ShippingRate>;
  subscription: WithoutLists<Stripe.Subscription, 'items'> & {
    /** The day the months are counted from; survives clamping (31 Jan, 28 Feb, 31 Mar). */
    _told: { trialWillEnd: boolean; upcomingFor: number | null };
    /** What it becomes when an invoice is paid; parts of it are shown as `pending_update`. */
    _pending?: PendingChange | null;
    /** The invoice that brings it back from a pause, if paid by then (Unix seconds). */
    _resuming?: { invoice: string; until: number } | null;
    /** Shown whole as `default_tax_rates`. */
    _default_tax_rates?: string[];
  };
  subscription_item: Omit<Stored<Stripe.SubscriptionItem>, 'price' | 'plan'> & {
    price: string;
    /** What a whole period of it was billed at, discounts taken off; null when it was not billed. */
    _net?: number | null;
    /** What was used since this Unix second is not billed yet. */
    _usage_from?: number;
    /** Features of its product since its period began, or since the product changed. */
    _entitles?: { features: string[]; since: string };
    /** Shown whole as `tax_rates`. */
    _tax_rates?: string[];
  };
  subscription_schedule: Stored<Stripe.SubscriptionSchedule> & {
    /** The end that was announced as near, Unix seconds. */
    _expiring?: number | null;
  };
  tax_id: Stored<Stripe.TaxId>;
  tax_rate: Stored<Stripe.TaxRate>;
  'test_helpers.test_clock': Stored<Stripe.TestHelpers.TestClock>;
  webhook_endpoint: Stored<Stripe.WebhookEndpoint> & {
    _secret: string;
    /** Hears of the events of connected accounts, and not of the platform's own. */
    _connect?: boolean;
    /** Is sent thin notifications: an event destination, which `/v1` does not list. */
    _thin?: boolean;
  };
}

export type ObjectType = keyof Records;

/** Any JSON object on the wire. */
export type JsonObject = Record<string, unknown>;

/** A stored object of unknown type. */
export interface AnyRecord {
  id: string;
  object: string;
  [field: string]: unknown;
}
