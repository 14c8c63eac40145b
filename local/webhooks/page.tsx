/** @jsxImportSource hono/jsx */
import { Page, toDocument } from '../kit/page/page';
import type { Delivery, PlannedAnswer } from './server';

interface Props {
  deliveries: readonly Delivery[];
  answer: PlannedAnswer;
  address: string;
  secret: string;
}

/** What arrived, the newest first, and what the next one is answered. */
export function deliveriesDocument({ deliveries, answer, address, secret }: Props): string {
  return toDocument(
    <Page standIn="webhooks" title="Deliveries">
      <div class="stack">
        <div class="row between">
          <h1>Deliveries</h1>
          <form method="post" action="/_cue/clear">
            <button type="submit" class="button is-small">
              Start over
            </button>
          </form>
        </div>
        <p class="soft wrap">
          Address: <code class="mono">{address}</code>
          <br />
          Signing secret: <code class="mono">{secret}</code>
        </p>
        <AnswerForm answer={answer} />
        {deliveries.length === 0 ? (
          <p class="card soft">Nothing yet. What workflows send appears here when you reload.</p>
        ) : (
          deliveries.map((delivery) => <DeliveryCard delivery={delivery} />)
        )}
      </div>
    </Page>,
  );
}

function AnswerForm({ answer }: { answer: PlannedAnswer }) {
  return (
    <form method="post" action="/_cue/answer" class="card row is-bottom">
      <div class="field">
        <label for="status">Answer with</label>
        <input
          class="input"
          id="status"
          name="status"
          type="number"
          min="200"
          max="599"
          value={String(answer.status)}
        />
      </div>
      <div class="field">
        <label for="delayMs">after, milliseconds</label>
        <input
          class="input"
          id="delayMs"
          name="delayMs"
          type="number"
          min="0"
          max="60000"
          value={String(answer.delayMs)}
        />
      </div>
      <div class="field">
        <label for="times">so many times, 0 for ever</label>
        <input
          class="input"
          id="times"
          name="times"
          type="number"
          min="0"
          max="1000"
          value={String(answer.times)}
        />
      </div>
      <button type="submit" class="button is-primary">
        Answer so
      </button>
    </form>
  );
}

function DeliveryCard({ delivery }: { delivery: Delivery }) {
  const { method, path, receivedAt, isSigned, status, headers, body } = delivery;
  return (
    <article class="card stack">
      <div class="row between">
        <h2 class="mono wrap">
          {method} {path}
        </h2>
        <p class="row">
          <SignatureBadge isSigned={isSigned} />
          <span class={status < 400 ? 'badge' : 'badge is-bad'}>{status}</span>
        </p>
      </div>
      <p class="small soft wrap">
        {receivedAt}
        {headers['idempotency-key'] !== undefined && ` · ${headers['idempotency-key']}`}
      </p>
      <pre class="mono small wrap lines">{body}</pre>
    </article>
  );
}

function SignatureBadge({ isSigned }: { isSigned: boolean | null }) {
  if (isSigned === null) return <span class="badge">not signed</span>;
  return isSigned ? (
    <span class="badge is-good">signature good</span>
  ) : (
    <span class="badge is-bad">signature wrong</span>
  );
}
