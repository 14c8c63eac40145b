/** @jsxImportSource hono/jsx */
import type { PortalContext } from './context';
import { PortalFrame } from './frame';

/** Where a session's flow ends when it says so: what was done, the product's own words, the way back. */
export function Done({ context, done }: { context: PortalContext; done: string | undefined }) {
  const { flow, return_url: url } = context.session;
  const message = flow?.after_completion?.hosted_confirmation?.custom_message;
  return (
    <PortalFrame context={context} title="All done">
      <div class="card stack" role="status">
        {done !== undefined && (
          <p>
            <strong>{done}</strong>
          </p>
        )}
        {typeof message === 'string' && <p class="soft wrap">{message}</p>}
        {url !== null && (
          <p>
            <a class="button is-primary" href={url}>
              Return to {context.host}
            </a>
          </p>
        )}
      </div>
    </PortalFrame>
  );
}
