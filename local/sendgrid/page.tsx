/** @jsxImportSource hono/jsx */
import { Page, toDocument } from '../kit/page/page';
import type { KeptMail } from './mail';

/** Every mail that was taken, the newest first. */
export function mailsDocument(mails: readonly KeptMail[], key: string): string {
  return toDocument(
    <Page standIn="sendgrid" title="Mail">
      <div class="stack">
        <div class="row between">
          <h1>Mail</h1>
          {mails.length > 0 && (
            <form method="post" action="/_cue/clear">
              <button type="submit" class="button is-small">
                Throw all away
              </button>
            </form>
          )}
        </div>
        <p class="soft">
          The key for an account here: <code class="mono wrap">{key}</code>
        </p>
        {mails.length === 0 ? (
          <p class="card soft">No mail yet. What workflows send appears here when you reload.</p>
        ) : (
          mails.map((kept) => <MailCard kept={kept} />)
        )}
      </div>
    </Page>,
  );
}

function MailCard({ kept: { mail, receivedAt } }: { kept: KeptMail }) {
  const to = mail.personalizations.flatMap((each) => each.to.map(({ email }) => email));
  const key = mail.personalizations[0]?.custom_args?.cue_idempotency_key;
  return (
    <article class="card stack">
      <h2 class="wrap">{mail.subject}</h2>
      <p class="small soft wrap">
        From {mail.from.email} to {to.join(', ')} · {receivedAt}
      </p>
      {mail.content.map(({ value }) => (
        <p class="wrap lines">{value}</p>
      ))}
      {key !== undefined && <p class="tiny soft mono wrap">{key}</p>}
    </article>
  );
}
