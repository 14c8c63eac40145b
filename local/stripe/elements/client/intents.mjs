import { IntegrationError } from './api.mjs';
import { askCardholder } from './bank.mjs';

const kinds = {
  pi: { type: 'payment_intent', name: 'paymentIntent', error: 'last_payment_error' },
  seti: { type: 'setup_intent', name: 'setupIntent', error: 'last_setup_error' },
};

/** Which intent a client secret opens, and where. */
function kindOf(secret) {
  const [prefix] = String(secret).split('_');
  const kind = Object.hasOwn(kinds, prefix) ? kinds[prefix] : null;
  if (!kind || !String(secret).includes('_secret_')) {
    throw new IntegrationError(
      'Invalid value: clientSecret should be a client secret of the form ${id}_secret_${secret}.',
    );
  }
  return { ...kind, path: `/v1/${kind.type}s/${secret.split('_secret_')[0]}` };
}

function requireReturnUrl(method, { return_url: url }, redirect) {
  if (redirect !== 'always' && redirect !== 'if_required') {
    throw new IntegrationError(`Invalid value for stripe.${method}(): redirect.`);
  }
  if (url === undefined && redirect === 'if_required') return;
  if (!URL.canParse(url ?? '')) {
    throw new IntegrationError(
      `Invalid value for stripe.${method}(): return_url should be a valid URL with explicit ` +
        'scheme, such as https://. It is required unless redirect is if_required.',
    );
  }
}

function requireSubmitted(method, elements) {
  if (elements.clientSecret !== undefined || elements.isSubmitted) return;
  throw new IntegrationError(`elements.submit() must be called before stripe.${method}().`);
}

/** What intents can do in a browser. */
export class Intents {
  /** @param send asks the API, with a publishable key */
  constructor(send) {
    this.send = send;
  }

  async retrieve(secret) {
    const { name, path } = kindOf(secret);
    const intent = await this.send('GET', path, { client_secret: secret });
    return intent.error ? { error: intent.error } : { [name]: intent };
  }

  /** `confirmPayment` and `confirmSetup`. */
  async confirm(method, name, options) {
    const { elements, clientSecret, confirmParams = {}, redirect = 'always' } = options;
    const secret = clientSecret ?? elements?.clientSecret;
    const kind = kindOf(secret);
    if (kind.name !== name) {
      throw new IntegrationError(`stripe.${method}() needs the client secret of a ${name}.`);
    }
    requireReturnUrl(method, confirmParams, redirect);
    if (elements) requireSubmitted(method, elements);
    const { return_url: returnUrl, payment_method_data: data, ...fields } = confirmParams;
    const chosen = elements
      ? await this.chosenIn(elements, secret, data)
      : { id: fields.payment_method };
    if (chosen.error) return { error: chosen.error };
    const result = await this.confirmWith(secret, chosen.id, fields);
    if (result.error) elements?.getElement('payment')?.sayError(result.error);
    if (result.error || redirect === 'if_required') return result;
    return leave(secret, kind, returnUrl, result);
  }

  /** `confirmCardPayment` and `confirmCardSetup`, for a card that is known already. */
  async confirmCard(method, secret, { payment_method: chosen } = {}) {
    if (chosen !== undefined && typeof chosen !== 'string') {
      throw new IntegrationError(
        `stripe.${method}() of the local Stripe.js takes the id of a payment method; for a new ` +
          'card use the Payment Element.',
      );
    }
    return this.confirmWith(secret, chosen, {});
  }

  async handleNextAction({ clientSecret: secret }) {
    const { error, ...found } = await this.retrieve(secret);
    return error ? { error } : this.finish(secret, found[kindOf(secret).name]);
  }

  async createPaymentMethod({ elements, params } = {}) {
    if (!elements) {
      throw new IntegrationError(
        'stripe.createPaymentMethod() of the local Stripe.js takes `elements`.',
      );
    }
    if (elements.options.paymentMethodCreation !== 'manual') {
      throw new IntegrationError(
        'stripe.createPaymentMethod() needs elements made with paymentMethodCreation: "manual".',
      );
    }
    requireSubmitted('createPaymentMethod', elements);
    const made = await this.methodOf(elements, params);
    return made.error ? { error: made.error } : { paymentMethod: made };
  }

  async confirmWith(secret, method, fields) {
    const { path } = kindOf(secret);
    const sent = { ...fields, client_secret: secret, payment_method: method };
    const intent = await this.send('POST', `${path}/confirm`, sent);
    return intent.error ? { error: intent.error } : this.finish(secret, intent);
  }

  /** Takes an intent that waits for its cardholder through the step. */
  async finish(secret, intent) {
    const { name, type, error } = kindOf(secret);
    if (intent.status !== 'requires_action') return { [name]: intent };
    const outcome = await askCardholder(intent);
    const done = await this.send('POST', '/v3/authenticate', { client_secret: secret, outcome });
    if (done.error) return { error: done.error };
    if (done.status !== 'requires_payment_method') return { [name]: done };
    return { error: { ...done[error], [type]: done } };
  }

  /** The card in the element, when the intent is the one that the elements were made for. */
  async chosenIn(elements, secret, data) {
    const error = await this.mismatch(elements, secret);
    return error ? { error } : this.methodOf(elements, data);
  }

  /** Elements made without an intent say what will be paid; another intent must not slip in. */
  async mismatch(elements, secret) {
    const { mode, amount, currency } = elements.options;
    if (mode === undefined) return null;
    const { error, paymentIntent } = await this.retrieve(secret);
    if (error || !paymentIntent || mode === 'setup') return error ?? null;
    if (paymentIntent.amount === amount && paymentIntent.currency === currency.toLowerCase()) {
      return null;
    }
    const message =
      `Elements were made for ${amount} ${currency}, and the PaymentIntent is for ` +
      `${paymentIntent.amount} ${paymentIntent.currency}.`;
    return { type: 'invalid_request_error', message };
  }

  /** The card in the element, as a payment method of its own. */
  async methodOf(elements, data = {}) {
    const element = elements.requireElement();
    const problem = element.validate();
    if (problem) return { error: problem };
    const { number, month, year, cvc } = element.card();
    const method = await this.send('POST', '/v1/payment_methods', {
      type: 'card',
      card: { number, exp_month: month, exp_year: year, cvc },
      billing_details: {
        ...element.options.defaultValues?.billingDetails,
        ...data.billing_details,
      },
      metadata: data.metadata,
    });
    if (method.error) element.sayError(method.error);
    return method;
  }
}

/** Goes where the product wants its customer next, as Stripe's own redirect does. */
function leave(secret, { name, type }, returnUrl, result) {
  const target = new URL(returnUrl);
  target.searchParams.set(type, result[name].id);
  target.searchParams.set(`${type}_client_secret`, secret);
  target.searchParams.set('redirect_status', 'succeeded');
  location.assign(target);
  return new Promise(() => {}); // the page is about to go
}
