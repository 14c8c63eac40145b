import type { Context, Hono } from 'hono';
import { toDocument } from '../../../kit/page/page';
import { isSameOrigin, pageHeaders } from '../../../kit/page/security';
import { textOf } from '../card-input';
import { addMonths } from '../format';
import type { PagesPort } from '../port';
import { eventSchema } from '../schema';
import { Inspector, linkTo, type View } from './inspector-page';
import { DeliveriesView, EventsView, ObjectsView } from './views';

const shown = 100;

/** What a control says after its redirect; a code in the URL, so that no text comes from outside. */
const messages = {
  advanced: 'The clock has moved, and everything due by then has happened.',
  failing: 'The next payment attempt, whoever makes it, is declined.',
  resent: 'The event is sent again to every endpoint that wants it.',
  reset: 'Everything is forgotten. Webhook endpoints were kept.',
} as const;

type Said = keyof typeof messages;

/** Mounts the inspector at `/` and `/inspector`: what is stored, what was sent, and the clock. */
export function mountInspector(app: Hono, port: PagesPort): void {
  app.get('/', (c) => show(c, port));
  app.get('/inspector', (c) => show(c, port));

  control(app, 'advance', async (form) => {
    const to = stepFrom(port.now(), textOf(form, 'step'));
    if (to !== null) await port.advance(to);
    return 'advanced';
  });
  control(app, 'fail-next-payment', () => {
    port.failNextPayment();
    return Promise.resolve('failing');
  });
  control(app, 'resend', async (form) => {
    await port.resend(textOf(form, 'event'));
    return 'resent';
  });
  control(app, 'reset', async () => {
    await port.reset();
    return 'reset';
  });
}

/** A control acts for forms of these pages only: any other site could post here from a browser. */
function control(app: Hono, name: string, act: (form: FormData) => Promise<Said>): void {
  app.post(`/inspector/${name}`, async (c) => {
    if (!isSameOrigin(c)) return c.text('Controls answer to this inspector only.', 403);
    const form = await c.req.formData();
    const view = toView(textOf(form, 'view'));
    const said = await act(form);
    // After a reset there are no connected accounts any more.
    const account = said === 'reset' ? null : textOf(form, 'account') || null;
    return c.redirect(`${linkTo({ view, account })}&said=${said}`, 303);
  });
}

/** The clock one step later; null for a step that is not offered. */
function stepFrom(now: number, step: string): number | null {
  switch (step) {
    case 'hour':
      return now + 3600;
    case 'day':
      return now + 86_400;
    case 'month':
      return addMonths(now, 1);
    case 'year':
      return addMonths(now, 12);
    default:
      return null;
  }
}

function show(c: Context, port: PagesPort): Response | Promise<Response> {
  const view = toView(c.req.query('view'));
  const counts = port.counts();
  const code = c.req.query('said') ?? '';
  const page = Inspector({
    view,
    now: port.now(),
    counts,
    account: port.account(),
    accounts: port.accounts(),
    said: isMessage(code) ? messages[code] : undefined,
    children: content(view, port, counts, c.req.query('type')),
  });
  return c.html(toDocument(page), 200, pageHeaders());
}

function content(
  view: View,
  port: PagesPort,
  counts: Readonly<Record<string, number>>,
  asked: string | undefined,
) {
  const account = port.account();
  switch (view) {
    case 'objects': {
      const type = asked !== undefined && Object.hasOwn(counts, asked) ? asked : firstType(counts);
      const objects = type === null ? [] : port.objects(type, shown);
      return ObjectsView({ account, counts, type, objects });
    }
    case 'events': {
      const events = port
        .objects('event', shown)
        .map((raw) => ({ event: eventSchema.parse(raw), raw }));
      return EventsView({ account, events, deliveries: port.deliveries(5 * shown) });
    }
    case 'deliveries':
      return DeliveriesView({
        deliveries: port
          .deliveries(5 * shown)
          .filter((delivery) => account === null || delivery.account === account)
          .slice(0, shown),
      });
  }
}

/** Customers are what most people look for; else whatever is there. */
function firstType(counts: Readonly<Record<string, number>>): string | null {
  return Object.hasOwn(counts, 'customer') ? 'customer' : (Object.keys(counts).sort()[0] ?? null);
}

function toView(text: string | undefined): View {
  return text === 'events' || text === 'deliveries' ? text : 'objects';
}

function isMessage(code: string): code is Said {
  return Object.hasOwn(messages, code);
}
