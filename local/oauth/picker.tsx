/** @jsxImportSource hono/jsx */
import { Page } from '../kit/page/page';
import type { Choice, Typed } from './choice';
import type { Person } from './people';

interface PickerProps {
  standIn: 'google' | 'github';
  /** Where the forms post to, on this server. */
  action: string;
  /** Fields that carry the authorization request through the form. */
  hidden?: Readonly<Record<string, string>>;
  /** The product that asks, for example `localhost:3000`. */
  client: string;
  people: readonly Person[];
  avatarOf: (person: Person) => string;
  problem?: Extract<Choice, { kind: 'invalid' }> | undefined;
  /** Prefills "someone else" (OpenID's login_hint). */
  hint?: string | undefined;
}

const emptyTyped: Typed = { email: '', name: '', emailVerified: true, emailPrivate: false };

/** The page where a sign-in decides who it is. Works without scripts and by keyboard alone. */
export function Picker(props: PickerProps) {
  const { standIn, action, hidden = {}, client, people, avatarOf, problem, hint } = props;
  const typed = problem?.typed ?? { ...emptyTyped, email: hint ?? '' };
  const fieldProblem = problem?.field === null ? undefined : problem;
  const formOpen = typed.email !== '' || fieldProblem !== undefined;
  return (
    <Page standIn={standIn} title="Choose who signs in" width="narrow">
      <div class="stack">
        <div class="stack tight">
          <h1>Choose who signs in</h1>
          <p class="soft">
            to continue to <strong class="client">{client}</strong>
          </p>
        </div>
        {problem?.field === null && (
          <p class="note is-bad" role="alert">
            {problem.message}
          </p>
        )}
        <form method="post" action={action}>
          <Hidden fields={{ ...hidden, action: 'pick' }} />
          <ul class="people">
            {people.map((person) => (
              <li>
                <button class="person" name="person" value={person.email}>
                  <img src={avatarOf(person)} alt="" width={40} height={40} />
                  <span class="person-text">
                    <span class="person-name">{person.name}</span>
                    <span class="person-mail">{person.email}</span>
                    <Tags person={person} standIn={standIn} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </form>
        <details class="card flush other" open={formOpen}>
          <summary>
            <span class="plus" aria-hidden="true">
              +
            </span>
            Someone else
          </summary>
          <SomeoneElse {...{ standIn, action, hidden, typed }} problem={fieldProblem} />
        </details>
        <form method="post" action={action}>
          <Hidden fields={{ ...hidden, action: 'deny' }} />
          <button class="button is-full">Deny access and go back</button>
        </form>
        <p class="tiny soft center">
          Pick anyone: there are no passwords here. People you add are kept in the local state.
        </p>
      </div>
    </Page>
  );
}

function SomeoneElse(props: {
  standIn: 'google' | 'github';
  action: string;
  hidden: Readonly<Record<string, string>>;
  typed: Typed;
  problem: Extract<Choice, { kind: 'invalid' }> | undefined;
}) {
  const { standIn, action, hidden, typed, problem } = props;
  const errorFor = (field: 'email' | 'name') =>
    problem?.field === field
      ? { 'aria-invalid': 'true' as const, 'aria-describedby': 'problem', autofocus: true }
      : {};
  const message = (field: 'email' | 'name') =>
    problem?.field === field && (
      <p class="error" id="problem">
        {problem.message}
      </p>
    );
  return (
    <form class="stack" method="post" action={action} novalidate>
      <Hidden fields={{ ...hidden, action: 'new' }} />
      <div class="field">
        <label for="email">E-mail</label>
        <input
          class="input"
          id="email"
          name="email"
          type="email"
          value={typed.email}
          placeholder="kim@example.com"
          autocomplete="off"
          required
          {...errorFor('email')}
        />
        {message('email')}
      </div>
      <div class="field">
        <label for="name">
          Name <span class="soft">(optional)</span>
        </label>
        <input
          class="input"
          id="name"
          name="name"
          value={typed.name}
          autocomplete="off"
          {...errorFor('name')}
        />
        {message('name')}
      </div>
      <div>
        <label class="check">
          <input type="checkbox" name="email_verified" checked={typed.emailVerified} />
          The e-mail is verified
        </label>
        {standIn === 'github' && (
          <label class="check">
            <input type="checkbox" name="email_private" checked={typed.emailPrivate} />
            Keep the e-mail private
          </label>
        )}
      </div>
      <button class="button is-primary">Sign in as this person</button>
    </form>
  );
}

function Tags({ person, standIn }: { person: Person; standIn: 'google' | 'github' }) {
  return (
    <span class="person-tags">
      {!person.emailVerified && <span class="badge is-warn">e-mail not verified</span>}
      {standIn === 'github' && person.emailPrivate && <span class="badge">e-mail private</span>}
    </span>
  );
}

function Hidden({ fields }: { fields: Readonly<Record<string, string>> }) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
