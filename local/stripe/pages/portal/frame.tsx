/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Page } from '../../../kit/page/page';
import type { PortalContext } from './context';

interface FrameProps {
  context: PortalContext;
  title: string;
  /** On every page but the first: the way back to it. */
  isStep?: boolean;
  /** A sentence about what has just been done. */
  done?: string | undefined;
  problem?: string | undefined;
  children: Child;
}

/** The frame of every portal page: whose billing it is, and the way back to the product. */
export function PortalFrame(props: FrameProps) {
  const { context, title, isStep = false, done, problem, children } = props;
  const { base, customer, host, session } = context;
  return (
    <Page standIn="stripe" title={title} scripts={['forms.js']} styles={['stripe.css']}>
      <div class="portal">
        <aside class="portal-side stack">
          <p class="portal-host">{context.configuration.business_profile.headline ?? host}</p>
          <p class="soft small wrap">
            Billing of <strong>{customer.email ?? customer.name ?? customer.id}</strong>
          </p>
          {session.return_url !== null && (
            <a class="back" href={session.return_url}>
              <span aria-hidden="true">←</span> Return to {host}
            </a>
          )}
        </aside>
        <div class="portal-main stack">
          {isStep && (
            <p>
              <a class="back" href={`${base}/home`}>
                <span aria-hidden="true">←</span> All of your billing
              </a>
            </p>
          )}
          <h1>{title}</h1>
          {done !== undefined && (
            <p class="note is-good" role="status">
              {done}
            </p>
          )}
          {problem !== undefined && (
            <p class="note is-bad" role="alert">
              {problem}
            </p>
          )}
          {children}
        </div>
      </div>
    </Page>
  );
}

/** A titled block of the portal. */
export function Section({ title, id, children }: { title: string; id: string; children: Child }) {
  return (
    <section class="card stack portal-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
