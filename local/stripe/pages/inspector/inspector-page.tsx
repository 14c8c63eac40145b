/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Page } from '../../../kit/page/page';
import { formatTime } from '../format';

export type View = 'objects' | 'events' | 'deliveries';

interface InspectorProps {
  view: View;
  /** The emulator's clock, Unix seconds. */
  now: number;
  counts: Readonly<Record<string, number>>;
  /** A sentence about what a control has just done. */
  said?: string | undefined;
  children: Child;
}

const steps = [
  { step: 'hour', label: '+1 hour' },
  { step: 'day', label: '+1 day' },
  { step: 'month', label: '+1 month' },
  { step: 'year', label: '+1 year' },
] as const;

/** The frame of the inspector: clock and controls above, one of three views below. */
export function Inspector({ view, now, counts, said, children }: InspectorProps) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <Page
      standIn="stripe"
      title="Inspector"
      width="wide"
      scripts={['forms.js', 'inspector.js']}
      styles={['stripe.css']}
    >
      <div class="stack">
        <div class="row between inspector-head">
          <div>
            <h1>Inspector</h1>
            <p class="soft small">
              {total === 0 ? 'Nothing is stored yet.' : `${total} objects are stored.`}
            </p>
          </div>
          <Controls view={view} now={now} />
        </div>
        {said !== undefined && (
          <p class="note is-good" role="status">
            {said}
          </p>
        )}
        <nav class="tabs" aria-label="Views">
          {(['objects', 'events', 'deliveries'] as const).map((name) => (
            <a href={`/?view=${name}`} aria-current={name === view ? 'page' : undefined}>
              {name.charAt(0).toUpperCase() + name.slice(1)}
            </a>
          ))}
        </nav>
        <div id="live">{children}</div>
      </div>
    </Page>
  );
}

function Controls({ view, now }: { view: View; now: number }) {
  return (
    <div class="controls">
      <form class="row" method="post" action="/inspector/advance">
        <input type="hidden" name="view" value={view} />
        <span class="clock" id="clock">
          <span class="tiny soft">Clock, UTC</span>
          <time class="mono num" datetime={new Date(now * 1000).toISOString()}>
            {formatTime(now)}
          </time>
        </span>
        <span class="row control-buttons">
          {steps.map(({ step, label }) => (
            <button class="button is-small" name="step" value={step} data-busy="…">
              {label}
            </button>
          ))}
        </span>
      </form>
      <div class="row control-buttons">
        <form method="post" action="/inspector/fail-next-payment">
          <input type="hidden" name="view" value={view} />
          <button class="button is-small">Fail next payment</button>
        </form>
        <details class="menu">
          <summary class="button is-small is-danger">Reset…</summary>
          <form class="card stack" method="post" action="/inspector/reset">
            <p class="small">
              Forgets every customer, plan and payment. Webhook endpoints stay; push the plans again
              afterwards.
            </p>
            <button class="button is-small is-danger">Forget everything</button>
          </form>
        </details>
      </div>
    </div>
  );
}

/** An object's JSON, folded away. */
export function Json({ value }: { value: unknown }) {
  return <pre class="json">{JSON.stringify(value, null, 2)}</pre>;
}
