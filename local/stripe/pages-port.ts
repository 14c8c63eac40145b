import { AsyncLocalStorage } from 'node:async_hooks';
import type { MiddlewareHandler } from 'hono';
import qs from 'qs';
import type { Emulator } from './emulator';
import { parseForm } from './http/api';
import type { Account } from './kernel/account';
import { timeFor } from './kernel/clocks';
import { render } from './kernel/render';
import type { DeliveryView, PagesPort, PaymentOutcome } from './pages/port';
import {
  authenticateSession,
  confirmSession,
  type ConfirmResult,
} from './resources/checkout-confirm';
import { applyCode, removeCode } from './resources/checkout-discounts';
import { recoverSession } from './resources/checkout-expiry';
import { changeOrder } from './resources/checkout-order';
import { viewOf } from './resources/checkout-view';
import {
  authenticateHostedInvoice,
  chargeByToken,
  invoiceByToken,
  payHostedInvoice,
} from './resources/hosted-invoice';
import { linkByToken, linkConfirmation, openLink } from './resources/payment-links';
import { sessionByToken } from './resources/portal';
import { authenticateSaved, saveCard } from './resources/save-card';

/** The account that the page being answered is of; a page's links name objects, not accounts. */
const visited = new AsyncLocalStorage<Account>();

/** Finds out for which account a page is shown: the one it names, or that of the object it names. */
export function visitAccount(emulator: Emulator): MiddlewareHandler {
  return (c, next) => {
    const named = c.req.query('account');
    const account = emulator.accounts.find(({ world }) => world !== null && world === named);
    return visited.run(account ?? hostOf(emulator, c.req.path), next);
  };
}

/** The account whose session, invoice or receipt a path leads to, by its id or its token. */
function hostOf(emulator: Emulator, path: string): Account {
  const names = path.split('/').filter((segment) => segment.length > 8);
  const isOf = (account: Account) =>
    names.some(
      (name) =>
        account.store.any(name) !== null ||
        sessionByToken(account, name) !== null ||
        invoiceByToken(account, name) !== null ||
        chargeByToken(account, name) !== null ||
        linkByToken(account, name) !== null,
    );
  const [, ...connected] = emulator.accounts;
  return connected.find(isOf) ?? emulator.account;
}

/** What the hosted pages may do, given to them by the emulator. */
export function createPagesPort(emulator: Emulator): PagesPort {
  const here = () => {
    const account = visited.getStore();
    // After a reset or restore the page's account is of the past.
    return emulator.account.in(account?.world ?? null);
  };
  const operate = <T>(id: string, work: (account: Account) => T): Promise<T> =>
    act(emulator, () => {
      const account = emulator.home(id);
      return account.at(timeFor(account, [id]), () => account.atomic(() => work(account)));
    });
  const charge = async (id: string, work: (account: Account) => ConfirmResult) =>
    toOutcome(await operate(id, work));
  return {
    call: (method, path, params = {}) =>
      act(emulator, () => {
        // Through the form encoding, so that a page is held to the contract like any client.
        const raw = parseForm(qs.stringify(params, { skipNulls: false }));
        const run = emulator.dispatcher.prepare(method, path, raw, here());
        return run({ requestId: null, idempotencyKey: null });
      }),
    confirmCheckout: (id, input) => charge(id, (account) => confirmSession(account, id, input)),
    checkoutView: (id) => viewOf(emulator.home(id), id),
    changeOrder: (id, change) => operate(id, (account) => changeOrder(account, id, change)),
    recoverCheckout: (token) =>
      act(emulator, () => here().atomic(() => recoverSession(here(), token))),
    applyPromotionCode: (id, code) => operate(id, (account) => applyCode(account, id, code)),
    removePromotionCode: (id) => operate(id, (account) => removeCode(account, id)),
    authenticateCheckout: (id, outcome) =>
      charge(id, (account) => authenticateSession(account, id, outcome)),
    openPaymentLink: (token, visit) =>
      act(emulator, () => here().atomic(() => openLink(here(), token, visit))),
    linkConfirmation: (token) => linkConfirmation(here(), token),
    saveCard: (id, card) => charge(id, (account) => saveCard(account, id, card)),
    authenticateCard: (id, outcome) =>
      charge(id, (account) => authenticateSaved(account, id, outcome)),
    portalSession: (token) => shown(here(), sessionByToken(here(), token)),
    invoiceByToken: (token) => shown(here(), invoiceByToken(here(), token)),
    chargeByToken: (token) => shown(here(), chargeByToken(here(), token)),
    payInvoice: (id, card) => charge(id, (account) => payHostedInvoice(account, id, card)),
    authenticateInvoice: (id, outcome) =>
      charge(id, (account) => authenticateHostedInvoice(account, id, outcome)),
    now: () => emulator.account.now(),
    account: () => here().world,
    accounts: () => emulator.accounts.flatMap(({ world }) => world ?? []),
    objects: (type, limit) =>
      here()
        .store.latest(type, limit)
        .map((record) => render(here(), record)),
    counts: () => emulator.counts(here()),
    deliveries: (limit) => emulator.deliveries.list(limit).map(toView),
    advance: (to) => act(emulator, () => emulator.advance(to)),
    failNextPayment: () => {
      emulator.account.store.state.failNext.push('generic_decline');
      emulator.file.commit();
    },
    resend: (eventId) => act(emulator, () => emulator.resend(eventId)),
    reset: () => act(emulator, () => emulator.reset()),
  };
}

/** Catches up with the clock, acts, and writes the result down; errors become rejections. */
async function act<T>(emulator: Emulator, work: () => T): Promise<T> {
  await Promise.resolve();
  emulator.catchUp();
  try {
    return work();
  } finally {
    emulator.file.commit();
  }
}

function toOutcome(result: ConfirmResult): PaymentOutcome {
  if (result.kind !== 'declined') return result;
  const { code, declineCode, message } = result.decline;
  return { kind: 'declined', code, declineCode, message };
}

function shown(account: Account, record: { id: string; object: string } | null) {
  return record && render(account, record);
}

function toView(delivery: ReturnType<Emulator['deliveries']['list']>[number]): DeliveryView {
  return {
    id: delivery.id,
    eventId: delivery.event,
    eventType: delivery.eventType,
    account: delivery.account ?? null,
    url: delivery.url,
    attempt: delivery.attempt,
    status: delivery.status,
    responseStatus: delivery.responseStatus,
    at: Math.floor(delivery.at / 1000),
  };
}
