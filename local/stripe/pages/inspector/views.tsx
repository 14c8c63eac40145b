/** @jsxImportSource hono/jsx */
import { formatMoney, formatTime, formatWord } from '../format';
import type { DeliveryView, JsonObject } from '../port';
import type { EventView } from '../schema';
import { From, Json, linkTo } from './inspector-page';

interface ObjectsProps {
  account: string | null;
  counts: Readonly<Record<string, number>>;
  type: string | null;
  objects: readonly JsonObject[];
}

/** Types at the left, the newest objects of one type at the right. */
export function ObjectsView({ account, counts, type, objects }: ObjectsProps) {
  const types = Object.keys(counts).sort();
  if (type === null) {
    return (
      <div class="card empty">
        <h2>Nothing here yet</h2>
        <p class="soft">
          Buy a plan in the product, or send a request with any Stripe library. What is stored
          appears here by itself.
        </p>
      </div>
    );
  }
  return (
    <div class="browse">
      <nav class="types" aria-label="Object types">
        {types.map((name) => (
          <a
            href={linkTo({ view: 'objects', account, type: name })}
            aria-current={name === type ? 'page' : undefined}
          >
            <span class="wrap">{name}</span>
            <span class="count num">{counts[name]}</span>
          </a>
        ))}
      </nav>
      <ul class="items card flush">
        {objects.map((object) => (
          <li>
            <details id={String(object.id)}>
              <summary>
                <span class="mono wrap">{String(object.id)}</span>
                <span class="soft small wrap">{hintOf(object)}</span>
              </summary>
              <Json value={object} />
            </details>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What tells one object from another at a glance. */
function hintOf(object: JsonObject): string {
  const { amount_total, total, amount, unit_amount, currency } = object;
  const minor = [amount_total, total, amount, unit_amount].find((part) => typeof part === 'number');
  const hints = [object.name, object.email, object.number, object.lookup_key, object.url]
    .filter((hint) => typeof hint === 'string')
    .slice(0, 2);
  if (minor !== undefined && typeof currency === 'string') hints.push(formatMoney(minor, currency));
  if (typeof object.status === 'string') hints.push(formatWord(object.status));
  return hints.join(' · ');
}

interface EventsProps {
  account: string | null;
  events: readonly { event: EventView; raw: JsonObject }[];
  deliveries: readonly DeliveryView[];
}

/** The newest events, each with what became of its deliveries. */
export function EventsView({ account, events, deliveries }: EventsProps) {
  if (events.length === 0) {
    return (
      <div class="card empty">
        <h2>No events yet</h2>
        <p class="soft">Every change of an object makes one.</p>
      </div>
    );
  }
  return (
    <ul class="items card flush">
      {events.map(({ event, raw }) => (
        <li class="event">
          <details id={event.id}>
            <summary>
              <span class="event-type">{event.type}</span>
              <span class="mono soft wrap">{event.data.object.id ?? ''}</span>
              <span class="row event-status">
                {deliveries
                  .filter(({ eventId }) => eventId === event.id)
                  .slice(0, 3)
                  .map((delivery) => (
                    <Status delivery={delivery} />
                  ))}
                <span class="soft small num">{formatTime(event.created)}</span>
              </span>
            </summary>
            <form class="row" method="post" action="/inspector/resend">
              <From view="events" account={account} />
              <input type="hidden" name="event" value={event.id} />
              <button class="button is-small">
                Send again<span class="visually-hidden"> {event.type}</span>
              </button>
              <span class="mono soft wrap">{event.id}</span>
            </form>
            <Json value={raw} />
          </details>
        </li>
      ))}
    </ul>
  );
}

/** The newest attempts to deliver, with what the endpoint answered. */
export function DeliveriesView({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  if (deliveries.length === 0) {
    return (
      <div class="card empty">
        <h2>No deliveries yet</h2>
        <p class="soft">Events are sent to the webhook endpoints that want them.</p>
      </div>
    );
  }
  return (
    <div class="card flush scroll" tabindex={0} role="region" aria-label="Deliveries">
      <table>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Event</th>
            <th scope="col">Endpoint</th>
            <th scope="col" class="right">
              Attempt
            </th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr>
              <td>
                <Status delivery={delivery} />
              </td>
              <td>
                <span class="block">{delivery.eventType}</span>
                <span class="mono soft">{delivery.eventId}</span>
                {delivery.account !== null && (
                  <span class="mono soft block">{delivery.account}</span>
                )}
              </td>
              <td class="mono soft wrap">{delivery.url}</td>
              <td class="right num">{delivery.attempt}</td>
              <td class="soft num nowrap">{formatTime(delivery.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const tones: Readonly<Record<DeliveryView['status'], string>> = {
  pending: '',
  held: 'is-accent',
  succeeded: 'is-good',
  failed: 'is-bad',
  dropped: 'is-warn',
};

function Status({ delivery }: { delivery: DeliveryView }) {
  const { status, responseStatus } = delivery;
  return (
    <span class={`badge ${tones[status]}`}>
      {formatWord(status)}
      {responseStatus !== null && ` ${responseStatus}`}
    </span>
  );
}
