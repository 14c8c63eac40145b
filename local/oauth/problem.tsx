/** @jsxImportSource hono/jsx */
import { Page, toDocument } from '../kit/page/page';

interface Problem {
  standIn: 'google' | 'github';
  /** What happened, in a few words. */
  title: string;
  /** The provider's own error code, for example `invalid_client`. */
  code: string;
  /** What to do about it. */
  advice: string;
}

/**
 * The page for a request that must not be answered by a redirect: when the client or the redirect
 * address is wrong, sending the browser there would make an open redirect of this server.
 */
export function problemDocument({ standIn, title, code, advice }: Problem): string {
  return toDocument(
    <Page standIn={standIn} title={title} width="narrow">
      <div class="card stack">
        <p>
          <span class="badge is-bad mono">{code}</span>
        </p>
        <h1>{title}</h1>
        <p class="soft wrap">{advice}</p>
        <p class="small soft">
          Nothing was shared with the product. Close this page, or go back and start again.
        </p>
      </div>
    </Page>,
  );
}
