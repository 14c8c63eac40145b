import type {
  CardInput,
  CheckoutView,
  CodeOutcome,
  DeliveryView,
  JsonObject,
  LinkOutcome,
  OrderChange,
  OrderOutcome,
  PagesPort,
  PaymentOutcome,
} from './port';

/** A request that a page made of the API. */
interface ApiCall {
  method: string;
  path: string;
  params: JsonObject | undefined;
}

/** An API answer that is an error; the real one carries the same fields. */
export class FakeApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly param: string | null = null,
  ) {
    super(message);
  }
}

/**
 * A port for tests of the pages alone: answers what it was given, and remembers what it was asked.
 * Whether the API behaves so is the emulator's own tests' business.
 */
export class FakePort implements PagesPort {
  readonly calls: ApiCall[] = [];
  readonly cards: CardInput[] = [];
  readonly controls: string[] = [];
  readonly store = new Map<string, JsonObject[]>();
  /** `GET /v1/products/prod_1` -> the answer, an error, or a function of the parameters. */
  readonly answers = new Map<string, JsonObject | Error>();
  readonly sessions = new Map<string, JsonObject>();
  outcome: PaymentOutcome = { kind: 'complete', redirectUrl: 'http://localhost:3000/done' };
  link: LinkOutcome = { kind: 'unknown' };
  orderOutcome: OrderOutcome = { kind: 'changed' };
  view: CheckoutView = { needsCard: true, removable: [], trialEnd: null };
  codeOutcome: CodeOutcome = { kind: 'applied' };
  sent: DeliveryView[] = [];
  clock = 1_795_000_000;
  connected: string[] = [];
  visited: string | null = null;

  call(method: 'GET' | 'POST' | 'DELETE', path: string, params?: JsonObject): Promise<JsonObject> {
    this.calls.push({ method, path, params });
    const answer = this.answers.get(`${method} ${path}`);
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer !== undefined) return Promise.resolve(answer);
    return Promise.reject(new FakeApiError(404, `No such object: ${path}`));
  }

  /** The parameters of the last request of a kind, or undefined when there was none. */
  lastParams(method: string, path: string): JsonObject | undefined {
    return this.calls.findLast((call) => call.method === method && call.path === path)?.params;
  }

  confirmCheckout(
    _sessionId: string,
    input: { email: string; card: CardInput | null },
  ): Promise<PaymentOutcome> {
    this.controls.push(`confirm ${input.email}`);
    return input.card === null ? Promise.resolve(this.outcome) : this.take(input.card);
  }

  checkoutView(): CheckoutView {
    return this.view;
  }

  changeOrder(_sessionId: string, change: OrderChange): Promise<OrderOutcome> {
    this.controls.push(`change order ${JSON.stringify(change)}`);
    return Promise.resolve(this.orderOutcome);
  }

  recoverCheckout(token: string): Promise<string | null> {
    return Promise.resolve(token === 'test_recover' ? 'cs_test_2' : null);
  }

  applyPromotionCode(_sessionId: string, code: string): Promise<CodeOutcome> {
    this.controls.push(`apply code ${code}`);
    return Promise.resolve(this.codeOutcome);
  }

  removePromotionCode(): Promise<void> {
    this.controls.push('remove code');
    return Promise.resolve();
  }

  authenticateCheckout(_sessionId: string, outcome: 'complete' | 'fail'): Promise<PaymentOutcome> {
    this.controls.push(`authenticate ${outcome}`);
    return Promise.resolve(this.outcome);
  }

  openPaymentLink(): Promise<LinkOutcome> {
    return Promise.resolve(this.link);
  }

  linkConfirmation(): string | null {
    return this.link.kind === 'unknown' ? null : 'Thanks for your payment.';
  }

  saveCard(_customerId: string, card: CardInput): Promise<PaymentOutcome> {
    return this.take(card);
  }

  authenticateCard(_customerId: string, outcome: 'complete' | 'fail'): Promise<PaymentOutcome> {
    this.controls.push(`authenticate card ${outcome}`);
    return Promise.resolve(this.outcome);
  }

  portalSession(token: string): JsonObject | null {
    return this.sessions.get(token) ?? null;
  }

  invoiceByToken(token: string): JsonObject | null {
    return (this.store.get('invoice') ?? []).find(({ id }) => id === token) ?? null;
  }

  chargeByToken(token: string): JsonObject | null {
    return (this.store.get('charge') ?? []).find(({ id }) => id === token) ?? null;
  }

  payInvoice(_invoiceId: string, card: CardInput): Promise<PaymentOutcome> {
    return this.take(card);
  }

  authenticateInvoice(_invoiceId: string, outcome: 'complete' | 'fail'): Promise<PaymentOutcome> {
    this.controls.push(`authenticate invoice ${outcome}`);
    return Promise.resolve(this.outcome);
  }

  now(): number {
    return this.clock;
  }

  account(): string | null {
    return this.visited;
  }

  accounts(): string[] {
    return this.connected;
  }

  objects(type: string, limit: number): JsonObject[] {
    return (this.store.get(type) ?? []).slice(0, limit);
  }

  counts(): Record<string, number> {
    return Object.fromEntries([...this.store].map(([type, objects]) => [type, objects.length]));
  }

  deliveries(limit: number): DeliveryView[] {
    return this.sent.slice(0, limit);
  }

  advance(to: number): Promise<void> {
    this.clock = to;
    return Promise.resolve();
  }

  failNextPayment(): void {
    this.controls.push('fail next payment');
  }

  resend(eventId: string): Promise<void> {
    this.controls.push(`resend ${eventId}`);
    return Promise.resolve();
  }

  reset(): Promise<void> {
    this.store.clear();
    return Promise.resolve();
  }

  private take(card: CardInput): Promise<PaymentOutcome> {
    this.cards.push(card);
    return Promise.resolve(this.outcome);
  }
}
