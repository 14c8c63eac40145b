import { IntegrationError } from './api.mjs';
import { dress } from './look.mjs';
import { Emitter, PaymentElement } from './payment-element.mjs';

const modes = ['payment', 'setup', 'subscription'];

/** Refuses what Stripe.js refuses to make elements of. */
function requireUsable({ clientSecret, mode, amount, currency }) {
  if (clientSecret !== undefined) {
    if (/^(pi|seti)_.+_secret_.+/.test(clientSecret)) return;
    throw new IntegrationError(
      'Invalid value for elements(): clientSecret should be a client secret of the form ' +
        `\${id}_secret_\${secret}. You specified: ${clientSecret}.`,
    );
  }
  if (mode === undefined) return;
  if (!modes.includes(mode)) {
    throw new IntegrationError(
      `Invalid value for elements(): mode should be one of ${modes.join(', ')}. You specified: ${mode}.`,
    );
  }
  if (!/^[a-z]{3}$/i.test(currency ?? '')) {
    throw new IntegrationError('Invalid value for elements(): currency should be a currency code.');
  }
  if (mode !== 'setup' && !Number.isInteger(amount)) {
    throw new IntegrationError(
      'Invalid value for elements(): amount should be an integer in the smallest unit of the currency.',
    );
  }
}

/** The elements of one payment: made with a client secret, or with what will be paid for. */
export class Elements extends Emitter {
  element = null;
  /** `submit` has found nothing wrong since something was last typed. */
  isSubmitted = false;

  /** @param retrieve looks an intent up by its secret */
  constructor(options, retrieve) {
    super();
    requireUsable(options);
    this.options = { ...options };
    this.retrieve = retrieve;
  }

  get clientSecret() {
    return this.options.clientSecret;
  }

  create(type, options = {}) {
    if (type !== 'payment') {
      throw new IntegrationError(`The local Stripe.js has no element "${type}", only "payment".`);
    }
    if (this.getElement(type)) {
      throw new IntegrationError('Can only create one Element of type payment through elements().');
    }
    if (this.clientSecret === undefined && this.options.mode === undefined) {
      throw new IntegrationError(
        'In order to create a payment element, you must pass a clientSecret or mode to elements().',
      );
    }
    this.element = new PaymentElement({ ...options }, this.options.appearance, () =>
      this.loadError(),
    );
    this.element.on('change', () => {
      this.isSubmitted = false;
    });
    return this.element;
  }

  getElement(type) {
    const { element } = this;
    return type === 'payment' && element && !element.isDestroyed ? element : null;
  }

  requireElement() {
    const element = this.getElement('payment');
    if (element) return element;
    throw new IntegrationError(
      'Could not find a mounted payment element. Make sure it is on the page.',
    );
  }

  async update({ clientSecret, ...changes } = {}) {
    if (clientSecret !== undefined) {
      throw new IntegrationError('elements.update() does not take a clientSecret.');
    }
    requireUsable({ ...this.options, ...changes });
    Object.assign(this.options, changes);
    if (changes.appearance && this.element) dress(this.element.host, changes.appearance);
    await Promise.resolve();
    this.emit('update-end');
  }

  async fetchUpdates() {
    const error = await this.loadError();
    return error ? { error: { message: error.message } } : {};
  }

  async loadError() {
    if (this.clientSecret === undefined) return null;
    const { error } = await this.retrieve(this.clientSecret);
    return error ?? null;
  }

  async submit() {
    const error = this.requireElement().validate();
    if (error) return { error };
    this.isSubmitted = true;
    return { selectedPaymentMethod: 'card' };
  }
}
