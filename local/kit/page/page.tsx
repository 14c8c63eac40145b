/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { assetsPath } from './assets';

/** Which stand-in a page belongs to; decides its colour, mark and notice. */
type StandIn = 'google' | 'github' | 'stripe' | 'sendgrid' | 'webhooks' | 'openai';

const notices: Readonly<Record<StandIn, { name: string; notice: string }>> = {
  google: { name: 'Local Google', notice: 'a stand-in, nothing leaves this machine' },
  github: { name: 'Local GitHub', notice: 'a stand-in, nothing leaves this machine' },
  stripe: { name: 'Local Stripe', notice: 'test, no real money' },
  sendgrid: { name: 'Local SendGrid', notice: 'a stand-in, no mail leaves this machine' },
  webhooks: { name: 'Webhook catcher', notice: 'shows what workflows sent' },
  openai: { name: 'Local OpenAI', notice: 'a stand-in without a model' },
};

interface PageProps {
  standIn: StandIn;
  title: string;
  /** `narrow` for one card in the middle, `wide` for the inspector. */
  width?: 'narrow' | 'page' | 'wide';
  /** Scripts under `/_assets`; every page works without them. */
  scripts?: readonly string[];
  /** Further style sheets under `/_assets`. */
  styles?: readonly string[];
  children: Child;
}

/** The frame of every hosted page: head, notice tape and main landmark. */
export function Page({ standIn, title, width, scripts, styles, children }: PageProps) {
  const { name, notice } = notices[standIn];
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${name}`}</title>
        <link rel="stylesheet" href={`${assetsPath}/page.css`} />
        {styles?.map((style) => (
          <link rel="stylesheet" href={`${assetsPath}/${style}`} />
        ))}
        <link rel="icon" href="data:," />
        {scripts?.map((script) => (
          <script type="module" src={`${assetsPath}/${script}`} />
        ))}
      </head>
      <body class={`is-${standIn}`}>
        <header class="tape">
          <p class="tape-label">
            <Mark standIn={standIn} />
            <strong>{name}</strong>
            <span>{notice}</span>
          </p>
        </header>
        <main class={`main is-${width ?? 'page'}`}>{children}</main>
      </body>
    </html>
  );
}

/** A complete document as text. */
export function toDocument(page: { toString(): string | Promise<string> }): string {
  // Only asynchronous components make a promise of it, and hosted pages have none.
  return `<!doctype html>${String(page)}`;
}

/** Our own sign for each stand-in; on purpose not the real companies' logos. */
function Mark({ standIn }: { standIn: StandIn }) {
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
      {standIn === 'google' && (
        <>
          <circle cx="8" cy="5.4" r="2.9" />
          <path d="M2.6 14a5.4 5.4 0 0 1 10.8 0z" />
        </>
      )}
      {standIn === 'github' && (
        <path d="M4 2v12M12 2v3.5c0 2.5-2.5 3-4 3S4 9.500 4 12" class="stroke" />
      )}
      {standIn === 'sendgrid' && (
        <path d="M1.500 3.500h13v9h-13zM1.500 4l6.500 5 6.500-5" class="stroke" />
      )}
      {standIn === 'webhooks' && (
        <path d="M2 8h8M7 4.500 10.500 8 7 11.500M13.500 2.500v11" class="stroke" />
      )}
      {standIn === 'openai' && <path d="M8 1.500v13M1.500 8h13M4 4l8 8M12 4l-8 8" class="stroke" />}
      {standIn === 'stripe' && (
        <path
          fill-rule="evenodd"
          d="M1 4.500A1.500 1.500 0 0 1 2.500 3h11A1.500 1.500 0 0 1 15 4.500v7a1.500 1.500 0 0 1-1.500 1.500h-11A1.500 1.500 0 0 1 1 11.500zM1 6v2.200h14V6z"
        />
      )}
    </svg>
  );
}
