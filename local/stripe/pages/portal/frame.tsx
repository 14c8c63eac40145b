/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Page } from '../../../kit/page/page';
import type { PortalContext } from './context';

interface FrameProps {
  context: PortalContext;
  title: string;
  /** On every page but the first: the way back to it. */
  isStep?: boolean;
  /** The task that this page is part of: a session made for it alone shows no way elsewhere. */
  task?: string;
  /** A sentence about what has just been done. */
  done?: string | undefined;
  problem?: string | undefined;
  children: Child;
}

/** The frame of every portal page: whose billing it is, and the way back to the product. */
export function PortalFrame(props: FrameProps) {
  const { context, title, isStep = false, task, done, problem, children } = props;
  const { base, configuration, customer, host, session } = context;
  const {
    headline,
    privacy_policy_url: privacy,
    terms_of_service_url: terms,
  } = configuration.business_profile;
  const isAlone = isTask(context, task);
  return (
    <Page standIn="stripe" title={title} scripts={['forms.js']} styles={['stripe.css']}>
      <div class="portal">
        <aside class="portal-side stack">
          <p class="portal-host">{headline ?? host}</p>
          <p class="soft small wrap">
            Billing of <strong>{customer.email ?? customer.name ?? customer.id}</strong>
          </p>
          {session.return_url !== null && (
            <a class="back" href={session.return_url}>
              <span aria-hidden="true">←</span> Return to {host}
            </a>
          )}
          {(privacy !== null || terms !== null) && (
            <p class="tiny soft row">
              {terms !== null && <a href={terms}>Terms</a>}
              {privacy !== null && <a href={privacy}>Privacy</a>}
            </p>
          )}
        </aside>
        <div class="portal-main stack">
          {isStep && !isAlone && (
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

/** Whether a session was made for this task alone. */
export function isTask({ session }: PortalContext, task: string | undefined): boolean {
  return task !== undefined && (session.flow?.type.startsWith(task) ?? false);
}

/** The way out of a task; a session made for it has none but the product's own. */
export function GoBack({ context, task }: { context: PortalContext; task: string }) {
  if (!isTask(context, task)) {
    return (
      <a class="button" href={`${context.base}/home`}>
        Go back
      </a>
    );
  }
  const { return_url: url } = context.session;
  return url === null ? null : (
    <a class="button" href={url}>
      Go back
    </a>
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
