import qs from 'qs';
import type { Emulator } from './emulator';
import { parseForm } from './http/api';
import { timeFor } from './kernel/clocks';
import type { JsonObject } from './kernel/records';
import { render } from './kernel/render';
import type { DeliveryView, PagesPort, PaymentOutcome } from './pages/port';
import {
  authenticateSession,
  confirmSession,
  type ConfirmResult,
} from './resources/checkout-confirm';
import { applyCode, removeCode } from './resources/checkout-discounts';
import {
  authenticateHostedInvoice,
  chargeByToken,
  invoiceByToken,
  payHostedInvoice,
} from './resources/hosted-invoice';
import { sessionByToken } from './resources/portal';
import { authenticateSaved, saveCard } from './resources/save-card';

/** What the hosted pages may do, given to them by the emulator. */
export function createPagesPort(emulator: Emulator): PagesPort {
  const operate = <T>(id: string, work: () => T): Promise<T> =>
    act(emulator, () => {
      const { account } = emulator;
      return account.at(timeFor(account, [id]), () => account.atomic(work));
    });
  return {
    call: (method, path, params = {}) =>
      act(emulator, () => {
        // Through the form encoding, so that a page is held to the contract like any client.
        const raw = parseForm(qs.stringify(params, { skipNulls: false }));
        const run = emulator.dispatcher.prepare(method, path, raw);
        return run({ requestId: null, idempotencyKey: null });
      }),
    confirmCheckout: async (id, input) =>
      toOutcome(await operate(id, () => confirmSession(emulator.account, id, input))),
    applyPromotionCode: (id, code) => operate(id, () => applyCode(emulator.account, id, code)),
    removePromotionCode: (id) => operate(id, () => removeCode(emulator.account, id)),
    authenticateCheckout: async (id, outcome) =>
      toOutcome(await operate(id, () => authenticateSession(emulator.account, id, outcome))),
    saveCard: async (customer, card) =>
      toOutcome(await operate(customer, () => saveCard(emulator.account, customer, card))),
    authenticateCard: async (customer, outcome) =>
      toOutcome(
        await operate(customer, () => authenticateSaved(emulator.account, customer, outcome)),
      ),
    portalSession: (token) => {
      const session = sessionByToken(emulator.account, token);
      return session && render(emulator.account, session);
    },
    invoiceByToken: (token) => {
      const invoice = invoiceByToken(emulator.account, token);
      return invoice && render(emulator.account, invoice);
    },
    chargeByToken: (token) => {
      const charge = chargeByToken(emulator.account, token);
      return charge && render(emulator.account, charge);
    },
    payInvoice: async (id, card) =>
      toOutcome(await operate(id, () => payHostedInvoice(emulator.account, id, card))),
    authenticateInvoice: async (id, outcome) =>
      toOutcome(await operate(id, () => authenticateHostedInvoice(emulator.account, id, outcome))),
    now: () => emulator.account.now(),
    objects: (type, limit) => latestObjects(emulator, type, limit),
    counts: () => emulator.counts(),
    deliveries: (limit) => emulator.deliveries.list(limit).map(toView),
    advance: (to) => act(emulator, () => emulator.advance(to)),
    failNextPayment: () => {
      emulator.account.store.state.failNext.push('generic_decline');
      emulator.file.touch();
    },
    resend: (eventId) => act(emulator, () => emulator.deliveries.resend(eventId)),
    reset: () => act(emulator, () => emulator.reset()),
  };
}

/** Catches up with the clock, acts, and keeps the result; errors become rejections. */
async function act<T>(emulator: Emulator, work: () => T): Promise<T> {
  await Promise.resolve();
  emulator.catchUp();
  try {
    return work();
  } finally {
    emulator.file.touch();
  }
}

function toOutcome(result: ConfirmResult): PaymentOutcome {
  if (result.kind !== 'declined') return result;
  const { code, declineCode, message } = result.decline;
  return { kind: 'declined', code, declineCode, message };
}

function latestObjects(emulator: Emulator, type: string, limit: number): JsonObject[] {
  const { account } = emulator;
  return account.store.latest(type, limit).map((record) => render(account, record));
}

function toView(delivery: ReturnType<Emulator['deliveries']['list']>[number]): DeliveryView {
  return {
    id: delivery.id,
    eventId: delivery.event,
    eventType: delivery.eventType,
    url: delivery.url,
    attempt: delivery.attempt,
    status: delivery.status,
    responseStatus: delivery.responseStatus,
    at: Math.floor(delivery.at / 1000),
  };
}
