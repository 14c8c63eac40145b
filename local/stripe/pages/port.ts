/** A JSON object as the API sends it. */
export type JsonObject = Record<string, unknown>;

/** What a person types into a card form; all strings, as typed. */
export interface CardInput {
  number: string;
  expMonth: string;
  expYear: string;
  cvc: string;
  name?: string;
  country?: string;
  postalCode?: string;
}

/** A field of a hosted page; one of the shop's own is `custom:` and its key. */
export type FieldName =
  | 'businessName'
  | 'city'
  | 'cvc'
  | 'email'
  | 'expiry'
  | 'line1'
  | 'name'
  | 'number'
  | 'phone'
  | 'postalCode'
  | 'promotionCode'
  | 'taxId'
  | 'terms'
  | `custom:${string}`;

/** What a checkout asks for besides the card; all as typed. */
export interface DetailsInput {
  country?: string | undefined;
  postalCode?: string | undefined;
  line1?: string | undefined;
  line2?: string | undefined;
  city?: string | undefined;
  state?: string | undefined;
  phone?: string | undefined;
  businessName?: string | undefined;
  taxId?: string | undefined;
  acceptsTerms?: boolean | undefined;
  acceptsPromotions?: boolean | undefined;
  /** Answers by the key of the custom field. */
  answers?: Record<string, string> | undefined;
}

/** What a customer does to the order of a checkout. */
export type OrderChange =
  | { kind: 'quantity'; line: string; quantity: number }
  | { kind: 'add'; price: string }
  | { kind: 'remove'; line: string };

/** How changing an order ended. */
export type OrderOutcome = { kind: 'changed' } | { kind: 'refused'; message: string };

/** What the page of a checkout needs to know beyond the session as the API shows it. */
export interface CheckoutView {
  needsCard: boolean;
  /** Unix second at which a trial would end; null without one. */
  trialEnd: number | null;
  /** Ids of the lines that the customer has added and may take out. */
  removable: readonly string[];
}

/** How a payment or setup on a hosted page ended, for the page to show. */
export type PaymentOutcome =
  | { kind: 'complete'; redirectUrl: string }
  | { kind: 'declined'; message: string; code: string; declineCode: string | null }
  | { kind: 'invalid'; field: FieldName; message: string }
  | { kind: 'requires_action' };

/** How entering a promotion code ended. */
export type CodeOutcome = { kind: 'applied' } | { kind: 'refused'; reason: string };

/** One attempt to deliver an event to a webhook endpoint, for the inspector. */
export interface DeliveryView {
  id: string;
  eventId: string;
  eventType: string;
  /** The connected account that the event comes from, or null for the platform. */
  account: string | null;
  url: string;
  attempt: number;
  status: 'pending' | 'held' | 'succeeded' | 'failed' | 'dropped';
  responseStatus: number | null;
  at: number;
}

/** What somebody finds who follows a payment link. */
export type LinkOutcome =
  { kind: 'open'; url: string } | { kind: 'closed'; message: string | null } | { kind: 'unknown' };

/**
 * All that the hosted pages (checkout, portal, inspector) may know of the emulator. A page is shown
 * for one account, which the port finds out by itself; whatever a page asks is of it. Pages are a
 * client of the API like any other: everything with a public route goes through `call`; what only
 * a hosted page can do (take a card number, authenticate) has a method of its own.
 */
export interface PagesPort {
  /** Runs one API route in process, with the account's key; throws the API's error. */
  call(method: 'GET' | 'POST' | 'DELETE', path: string, params?: JsonObject): Promise<JsonObject>;
  /** The customer confirms the hosted checkout page with a card. */
  confirmCheckout(
    sessionId: string,
    input: { email: string; card: CardInput | null; details?: DetailsInput | undefined },
  ): Promise<PaymentOutcome>;
  /** What the page of an open checkout asks for. */
  checkoutView(sessionId: string): CheckoutView;
  /** The customer changes a quantity, or adds or removes something optional. */
  changeOrder(sessionId: string, change: OrderChange): Promise<OrderOutcome>;
  /** Opens a copy of an expired checkout; its id, or null for an unknown or old link. */
  recoverCheckout(token: string): Promise<string | null>;
  /** The customer enters a promotion code on the hosted checkout page. */
  applyPromotionCode(sessionId: string, code: string): Promise<CodeOutcome>;
  /** The customer takes the promotion code back. */
  removePromotionCode(sessionId: string): Promise<void>;
  /** Ends the authentication step that `confirmCheckout` asked for. */
  authenticateCheckout(sessionId: string, outcome: 'complete' | 'fail'): Promise<PaymentOutcome>;
  /** Somebody follows a payment link; what its address says of them fills the new session. */
  openPaymentLink(
    token: string,
    visit: { email: string | null; reference: string | null },
  ): Promise<LinkOutcome>;
  /** What a payment link says once it is paid, or null when unknown. */
  linkConfirmation(token: string): string | null;
  /** Saves a card as the customer's default (the portal's "add payment method"). */
  saveCard(customerId: string, card: CardInput): Promise<PaymentOutcome>;
  /** Ends the authentication step that `saveCard` asked for. */
  authenticateCard(customerId: string, outcome: 'complete' | 'fail'): Promise<PaymentOutcome>;
  /** The portal session behind a hosted link, or null when unknown or expired. */
  portalSession(token: string): JsonObject | null;
  /** The invoice behind a hosted link, or null when unknown. */
  invoiceByToken(token: string): JsonObject | null;
  /** The charge behind a receipt's link, or null when unknown. */
  chargeByToken(token: string): JsonObject | null;
  /** Somebody pays an invoice on its hosted page. */
  payInvoice(invoiceId: string, card: CardInput): Promise<PaymentOutcome>;
  /** Ends the authentication step that `payInvoice` asked for. */
  authenticateInvoice(invoiceId: string, outcome: 'complete' | 'fail'): Promise<PaymentOutcome>;
  /** The emulator's clock, Unix seconds. */
  now(): number;
  /** The connected account that the page is shown for, or null for the platform. */
  account(): string | null;
  /** The connected accounts, oldest first. */
  accounts(): string[];
  /** Objects of a type, newest first, for the inspector. */
  objects(type: string, limit: number): JsonObject[];
  /** Object types that hold something, with their number. */
  counts(): Record<string, number>;
  /** The latest deliveries, newest first. */
  deliveries(limit: number): DeliveryView[];
  /** Moves the clock to a Unix second; resolves when everything due has happened. */
  advance(to: number): Promise<void>;
  /** The next payment attempt of any customer is declined. */
  failNextPayment(): void;
  /** Delivers an event again to every endpoint that wants it. */
  resend(eventId: string): Promise<void>;
  /** Forgets everything but the webhook endpoints. */
  reset(): Promise<void>;
}
