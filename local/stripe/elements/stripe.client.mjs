// A stand-in for js.stripe.com: enough of Stripe.js to try a Payment Element offline. Card numbers
// go to the local Stripe only, and only test cards work. Served as /v3/stripe.js.
(() => {
  const base = new URL(document.currentScript.src).origin;

  async function send(key, method, path, fields) {
    const form = new URLSearchParams(fields).toString();
    const isPost = method === 'POST';
    const response = await fetch(`${base}${path}${isPost ? '' : `?${form}`}`, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(isPost && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
      ...(isPost && { body: form }),
    });
    return response.json();
  }

  const invalid = (code, message) => ({ error: { type: 'validation_error', code, message } });

  function node(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  const css = `
    :host { display: block; font: 16px/1.4 system-ui, sans-serif; color: #1a1a1a; }
    p { margin: 0 0 12px; padding: 6px 10px; border-radius: 6px; background: #fff4d6; font-size: 14px; }
    label { display: block; margin-bottom: 12px; font-size: 14px; }
    input { display: block; box-sizing: border-box; width: 100%; margin-top: 4px; padding: 10px 12px;
      font: inherit; color: inherit; background: #fff; border: 1px solid #8a8a8a; border-radius: 6px; }
    input:focus-visible, button:focus-visible { outline: 2px solid #2a5bd7; outline-offset: 1px; }
    .row { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }`;

  const inputs = {
    number: { text: 'Card number', autocomplete: 'cc-number', placeholder: '4242 4242 4242 4242' },
    expiry: { text: 'Expiration date', autocomplete: 'cc-exp', placeholder: 'MM / YY' },
    cvc: { text: 'Security code', autocomplete: 'cc-csc', placeholder: 'CVC' },
  };

  class PaymentElement {
    listeners = new Map();
    host = node('div', { className: 'StripeElement' });
    fields = {};

    constructor() {
      const root = this.host.attachShadow({ mode: 'open' });
      const label = (name) => {
        const { text, autocomplete, placeholder } = inputs[name];
        const input = node('input', { name, autocomplete, placeholder, inputMode: 'numeric' });
        input.addEventListener('input', () => this.emit('change', this.state()));
        input.addEventListener('focus', () => this.emit('focus', { elementType: 'payment' }));
        input.addEventListener('blur', () => this.emit('blur', { elementType: 'payment' }));
        this.fields[name] = input;
        return node('label', {}, text, input);
      };
      root.append(
        node('style', { textContent: css }),
        node('p', { textContent: 'Local test: no card is charged.' }),
        label('number'),
        node('div', { className: 'row' }, label('expiry'), label('cvc')),
      );
    }

    values() {
      const { number, expiry, cvc } = this.fields;
      const [month = '', year = ''] = expiry.value.split('/').map((part) => part.trim());
      return { number: number.value.replaceAll(/[\s-]/g, ''), month, year, cvc: cvc.value.trim() };
    }

    state() {
      const { number, month, year, cvc } = this.values();
      const complete = /^\d{13,19}$/.test(number) && !!month && !!year && /^\d{3,4}$/.test(cvc);
      const empty = !number && !month && !year && !cvc;
      return { elementType: 'payment', complete, empty, collapsed: false, value: { type: 'card' } };
    }

    /** What Stripe calls incomplete before anything is sent, or null. */
    problem() {
      const { number, month, year, cvc } = this.values();
      if (!/^\d{13,19}$/.test(number))
        return invalid('incomplete_number', 'Your card number is incomplete.');
      if (!month || !year) {
        return invalid('incomplete_expiry', 'Your card’s expiration date is incomplete.');
      }
      if (!/^\d{3,4}$/.test(cvc))
        return invalid('incomplete_cvc', 'Your card’s security code is incomplete.');
      return null;
    }

    mount(target) {
      const place = typeof target === 'string' ? document.querySelector(target) : target;
      if (!place)
        throw new Error(`IntegrationError: there is no ${target} to mount the element in.`);
      place.replaceChildren(this.host);
      queueMicrotask(() => this.emit('ready', { elementType: 'payment' }));
      return this;
    }

    on(name, listener) {
      this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
      return this;
    }

    once(name, listener) {
      const wrapped = (event) => {
        this.off(name, wrapped);
        listener(event);
      };
      return this.on(name, wrapped);
    }

    off(name, listener) {
      const kept = (this.listeners.get(name) ?? []).filter((each) => listener && each !== listener);
      this.listeners.set(name, kept);
      return this;
    }

    emit(name, event) {
      for (const listener of this.listeners.get(name) ?? []) listener(event);
    }

    update() {}
    collapse() {}
    focus() {
      this.fields.number.focus();
    }
    blur() {
      this.host.shadowRoot.activeElement?.blur();
    }
    clear() {
      for (const field of Object.values(this.fields)) field.value = '';
    }
    unmount() {
      this.host.remove();
    }
    destroy() {
      this.unmount();
    }
  }

  function createElements(options) {
    let element = null;
    return {
      clientSecret: options.clientSecret,
      create(type) {
        if (type !== 'payment') throw new Error(`The local Stripe.js has no element "${type}".`);
        if (element) throw new Error('IntegrationError: there is a payment element already.');
        element = new PaymentElement();
        return element;
      },
      getElement: (type) => (type === 'payment' ? element : null),
      update: (changes) => Object.assign(options, changes),
      fetchUpdates: async () => ({}),
      submit: async () => element?.problem() ?? { selectedPaymentMethod: 'card' },
    };
  }

  /** Asks the person in front, as their bank would. */
  function askCardholder() {
    const choice = (value, text) => node('button', { value, textContent: text });
    const dialog = node(
      'dialog',
      { ariaLabel: 'Authentication' },
      node(
        'form',
        { method: 'dialog' },
        node('h2', { textContent: 'Authenticate this payment' }),
        node('p', { textContent: 'Local test: your bank would ask you here.' }),
        choice('complete', 'Complete authentication'),
        ' ',
        choice('fail', 'Fail authentication'),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener('close', () => {
        dialog.remove();
        resolve(dialog.returnValue === 'complete' ? 'complete' : 'fail');
      });
    });
  }

  async function authenticate(secret) {
    const response = await fetch(`${base}/v3/authenticate`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ client_secret: secret, outcome: await askCardholder() }),
    });
    return response.json();
  }

  const kinds = {
    pi: { type: 'payment_intent', name: 'paymentIntent', error: 'last_payment_error' },
    seti: { type: 'setup_intent', name: 'setupIntent', error: 'last_setup_error' },
  };

  function kindOf(secret) {
    const kind = kinds[String(secret).split('_')[0]];
    if (!kind) throw new Error('IntegrationError: a client secret is needed.');
    return { ...kind, path: `/v1/${kind.type}s/${secret.split('_secret_')[0]}` };
  }

  async function finishAction(secret, intent) {
    const { name, error } = kindOf(secret);
    if (intent.status !== 'requires_action') return { [name]: intent };
    const done = await authenticate(secret);
    if (done.error) return { error: done.error };
    return done.status === 'requires_payment_method' ? { error: done[error] } : { [name]: done };
  }

  async function methodFor(key, elements, params) {
    if (params.payment_method) return { id: params.payment_method };
    const element = elements?.getElement('payment');
    if (!element) throw new Error('IntegrationError: there is no payment element.');
    const problem = element.problem();
    if (problem) return problem;
    const { number, month, year, cvc } = element.values();
    return send(key, 'POST', '/v1/payment_methods', {
      type: 'card',
      'card[number]': number,
      'card[exp_month]': month,
      'card[exp_year]': year.length === 2 ? `20${year}` : year,
      'card[cvc]': cvc,
    });
  }

  async function confirm(key, { elements, clientSecret, confirmParams = {}, redirect = 'always' }) {
    const secret = clientSecret ?? elements?.clientSecret;
    const { name, path, type } = kindOf(secret);
    if (redirect !== 'if_required' && !confirmParams.return_url) {
      throw new Error('IntegrationError: confirmParams.return_url is needed.');
    }
    const method = await methodFor(key, elements, confirmParams);
    if (method.error) return { error: method.error };
    const intent = await send(key, 'POST', `${path}/confirm`, {
      client_secret: secret,
      payment_method: method.id,
    });
    if (intent.error) return { error: intent.error };
    const result = await finishAction(secret, intent);
    if (result.error || redirect === 'if_required') return result;
    const target = new URL(confirmParams.return_url);
    target.searchParams.set(type, result[name].id);
    target.searchParams.set(`${type}_client_secret`, secret);
    target.searchParams.set('redirect_status', 'succeeded');
    location.assign(target);
    return new Promise(() => {}); // the page is about to go
  }

  async function retrieve(key, secret) {
    const { name, path } = kindOf(secret);
    const intent = await send(key, 'GET', path, { client_secret: secret });
    return intent.error ? { error: intent.error } : { [name]: intent };
  }

  function Stripe(key) {
    if (!/^pk_test_/.test(key)) {
      throw new Error('IntegrationError: the local Stripe.js takes keys that begin with pk_test_.');
    }
    return {
      elements: (options = {}) => createElements({ ...options }),
      confirmPayment: (options) => confirm(key, options),
      confirmSetup: (options) => confirm(key, options),
      retrievePaymentIntent: (secret) => retrieve(key, secret),
      retrieveSetupIntent: (secret) => retrieve(key, secret),
      handleNextAction: async ({ clientSecret: secret }) => {
        const { error, ...found } = await retrieve(key, secret);
        return error ? { error } : finishAction(secret, found[kindOf(secret).name]);
      },
      createPaymentMethod: async ({ elements }) => {
        const made = await methodFor(key, elements, {});
        return made.error ? { error: made.error } : { paymentMethod: made };
      },
      // What the loader of @stripe/stripe-js calls.
      _registerWrapper() {},
      registerAppInfo() {},
    };
  }

  Stripe.version = 'local';
  window.Stripe = Stripe;
})();
