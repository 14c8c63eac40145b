import { IntegrationError } from './api.mjs';
import { fieldOf, formatExpiry, formatNumber, problemsOf, readCard } from './card.mjs';
import { dress, node, styles, toSheet } from './look.mjs';

const inputs = {
  number: {
    text: 'Card number',
    autocomplete: 'cc-number',
    placeholder: '1234 1234 1234 1234',
    format: formatNumber,
  },
  expiry: {
    text: 'Expiration date',
    autocomplete: 'cc-exp',
    placeholder: 'MM / YY',
    format: formatExpiry,
  },
  cvc: {
    text: 'Security code',
    autocomplete: 'cc-csc',
    placeholder: 'CVC',
    format: (text) => text.replace(/\D/g, '').slice(0, 4),
  },
};

/** Listeners by the name of their event. */
export class Emitter {
  listeners = new Map();

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
}

/**
 * The Payment Element with its one method, a card. Its fields stand in a shadow root, so that the
 * styles of the page do not reach them, as they do not reach Stripe's frame.
 */
export class PaymentElement extends Emitter {
  host = node('div', { className: 'StripeElement' });
  fields = {};
  errors = {};
  isDestroyed = false;

  /** @param load resolves to an error when the element cannot be loaded, to null when it can */
  constructor(options, appearance, load) {
    super();
    this.options = options;
    this.load = load;
    const root = this.host.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [toSheet(styles)];
    root.append(
      node('p', { className: 'note', textContent: 'Local test: no card is charged.' }),
      this.field('number'),
      node('div', { className: 'row' }, this.field('expiry'), this.field('cvc')),
    );
    dress(this.host, appearance);
    this.update(options);
  }

  field(name) {
    const { text, autocomplete, placeholder, format } = inputs[name];
    const input = node('input', {
      id: name,
      name,
      autocomplete,
      placeholder,
      inputMode: 'numeric',
    });
    const error = node('p', { className: 'error', id: `${name}-error`, role: 'alert' });
    input.setAttribute('aria-describedby', error.id);
    input.addEventListener('input', (event) => {
      const isTyped = !event.inputType?.startsWith('delete');
      if (isTyped && input.selectionStart === input.value.length) input.value = format(input.value);
      this.say(name, '');
      this.emit('change', this.state());
    });
    input.addEventListener('focus', () => this.emit('focus', { elementType: 'payment' }));
    input.addEventListener('blur', () => {
      const problem = this.problems().find(({ field }) => field === name);
      if (problem && input.value !== '') this.say(name, problem.message);
      this.emit('blur', { elementType: 'payment' });
    });
    input.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.emit('escape', { elementType: 'payment' });
    });
    this.fields[name] = input;
    this.errors[name] = error;
    const label = node('label', { htmlFor: name, textContent: text });
    return node('div', { className: 'field' }, label, input, error);
  }

  /** Says what is wrong at a field, aloud; an empty message takes it back. */
  say(name, message) {
    this.errors[name].textContent = message;
    this.fields[name].setAttribute('aria-invalid', String(message !== ''));
  }

  /** Shows an error of the API where it belongs: a declined card at its number. */
  sayError(error) {
    const field = fieldOf(error);
    this.say(field, error.message);
    this.fields[field].focus();
  }

  values() {
    const { number, expiry, cvc } = this.fields;
    return { number: number.value, expiry: expiry.value, cvc: cvc.value };
  }

  card() {
    return readCard(this.values());
  }

  problems() {
    return problemsOf(this.values(), new Date());
  }

  state() {
    const empty = Object.values(this.values()).every((text) => text.trim() === '');
    const complete = this.problems().length === 0;
    return { elementType: 'payment', complete, empty, collapsed: false, value: { type: 'card' } };
  }

  /** Checks what was typed; the first problem is answered, and all are shown. */
  validate() {
    const problems = this.problems();
    for (const { field, message } of problems) this.say(field, message);
    const [first] = problems;
    if (!first) return null;
    this.fields[first.field].focus();
    return { type: 'validation_error', code: first.code, message: first.message };
  }

  mount(target) {
    if (this.isDestroyed) {
      throw new IntegrationError(
        'This Element has already been destroyed. Please create a new one.',
      );
    }
    const place = typeof target === 'string' ? document.querySelector(target) : target;
    if (!place) {
      throw new IntegrationError(
        `The selector you specified (${target}) applies to no DOM elements that are currently on ` +
          'the page. Make sure the element exists on the page before calling mount().',
      );
    }
    place.replaceChildren(this.host);
    queueMicrotask(() => this.announce());
  }

  async announce() {
    this.emit('loaderstart', { elementType: 'payment' });
    const error = await this.load();
    if (!this.host.isConnected) return;
    if (error) this.emit('loaderror', { elementType: 'payment', error });
    else this.emit('ready', { elementType: 'payment' });
  }

  update(options = {}) {
    Object.assign(this.options, options);
    for (const input of Object.values(this.fields)) {
      input.readOnly = this.options.readOnly === true;
    }
  }

  focus() {
    this.fields.number.focus();
  }

  blur() {
    this.host.shadowRoot.activeElement?.blur();
  }

  clear() {
    for (const [name, field] of Object.entries(this.fields)) {
      field.value = '';
      this.say(name, '');
    }
    this.emit('change', this.state());
  }

  /** There is one method and it is always open: nothing to fold. */
  collapse() {}

  unmount() {
    this.host.remove();
  }

  destroy() {
    this.unmount();
    this.isDestroyed = true;
  }
}
