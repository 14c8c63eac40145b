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
  /** The connected account that is looked at, or null for the platform. */
  account: string | null;
  /** All connected accounts; with none there is nothing to choose. */
  accounts: readonly string[];
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
export function Inspector(props: InspectorProps) {
  const { view, now, counts, account, accounts, said, children } = props;
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
          <Controls view={view} now={now} account={account} />
        </div>
        {accounts.length > 0 && <Accounts view={view} account={account} accounts={accounts} />}
        {said !== undefined && (
          <p class="note is-good" role="status">
            {said}
          </p>
        )}
        <nav class="tabs" aria-label="Views">
          {(['objects', 'events', 'deliveries'] as const).map((name) => (
            <a
              href={linkTo({ view: name, account })}
              aria-current={name === view ? 'page' : undefined}
            >
              {name.charAt(0).toUpperCase() + name.slice(1)}
            </a>
          ))}
        </nav>
        <div id="live">{children}</div>
      </div>
    </Page>
  );
}

/** A page of the inspector; the account stands in every link, so that none leads elsewhere. */
export function linkTo(query: { view: View; account: string | null; type?: string }): string {
  const { account, ...rest } = query;
  return `/?${new URLSearchParams({ ...rest, ...(account === null ? {} : { account }) }).toString()}`;
}

/** Whose objects and events are shown; the clock and the controls are everybody's. */
function Accounts({
  view,
  account,
  accounts,
}: Pick<InspectorProps, 'view' | 'account' | 'accounts'>) {
  return (
    <nav class="tabs" aria-label="Accounts">
      {[null, ...accounts].map((id) => (
        <a href={linkTo({ view, account: id })} aria-current={id === account ? 'page' : undefined}>
          <span class={id === null ? '' : 'mono'}>{id ?? 'Platform'}</span>
        </a>
      ))}
    </nav>
  );
}

/** Says with a form which page it came from. */
export function From({ view, account }: { view: View; account: string | null }) {
  return (
    <>
      <input type="hidden" name="view" value={view} />
      {account !== null && <input type="hidden" name="account" value={account} />}
    </>
  );
}

function Controls({ view, now, account }: Pick<InspectorProps, 'view' | 'now' | 'account'>) {
  return (
    <div class="controls">
      <form class="row" method="post" action="/inspector/advance">
        <From view={view} account={account} />
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
          <From view={view} account={account} />
          <button class="button is-small">Fail next payment</button>
        </form>
        <details class="menu">
          <summary class="button is-small is-danger">Reset…</summary>
          <form class="card stack" method="post" action="/inspector/reset">
            <p class="small">
              Forgets every customer, plan, payment and connected account. Webhook endpoints stay;
              push the plans again afterwards.
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
