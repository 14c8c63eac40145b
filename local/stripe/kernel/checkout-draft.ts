import type { DiscountTerms } from '../billing/allocate';
import type { Records } from './records';

/** Something that a session sells. */
export interface CheckoutLine {
  id: string;
  price: string;
  quantity: number;
  /** How far the customer may change the quantity; null not at all. */
  adjustable: { minimum: number; maximum: number } | null;
  metadata: Record<string, string>;
  /** Ids of its own tax rates. */
  taxRates: string[];
  /** The customer has added it and may take it out again. */
  isOptional: boolean;
}

/** Something that the customer may add. */
export interface CheckoutOption {
  price: string;
  quantity: number;
  adjustable: CheckoutLine['adjustable'];
}

/** What a customer has filled in, and the card that it goes with; null where none is asked for. */
export interface CheckoutPayer {
  email: string;
  name: string | null;
  paymentMethod: string | null;
  address: {
    city: string | null;
    country: string | null;
    line1: string | null;
    line2: string | null;
    postal_code: string | null;
    state: string | null;
  };
  phone: string | null;
  businessName: string | null;
  taxId: { type: string; value: string } | null;
  acceptsTerms: boolean;
  acceptsPromotions: boolean;
  /** Answers by the key of the custom field. */
  answers: Record<string, string>;
}

/** How the invoice of a one-time payment is made. */
interface InvoiceData {
  custom_fields: { name: string; value: string }[] | null;
  description: string | null;
  footer: string | null;
  metadata: Record<string, string>;
}

/** What a checkout session must remember of its request until it completes. */
export interface CheckoutDraft {
  lines: CheckoutLine[];
  options: CheckoutOption[];
  subscriptionData: {
    metadata: Record<string, string>;
    description: string | null;
    trialEnd: number | null;
    trialPeriodDays: number | null;
    missingPaymentMethod: string;
    billingCycleAnchor: number | null;
    isFreeUntilAnchor: boolean;
    defaultTaxRates: string[];
    invoiceSettings: Partial<Records['subscription']['invoice_settings']>;
  };
  paymentIntentData: {
    captureMethod: 'automatic' | 'automatic_async' | 'manual';
    metadata: Record<string, string>;
    description: string | null;
    setupFutureUsage: string | null;
    receiptEmail: string | null;
    statementDescriptor: string | null;
    statementDescriptorSuffix: string | null;
  };
  setupIntentData: { metadata: Record<string, string>; description: string | null };
  /** Null makes no invoice. */
  invoiceData: InvoiceData | null;
  /** What is written back to the customer that the session was made for. */
  customerUpdate: { address: boolean; name: boolean };
  /** A card waiting for its authentication step. */
  waiting: CheckoutPayer | null;
  /** What the session's discount takes off. */
  terms?: DiscountTerms | null;
}
