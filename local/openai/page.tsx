/** @jsxImportSource hono/jsx */
import { Page, toDocument } from '../kit/page/page';

interface Question {
  model: string;
  messages: readonly { role: string; text: string }[];
}

interface Props {
  /** The newest first. */
  questions: readonly Question[];
  /** What is answered; empty for the question itself. */
  answer: string;
  address: string;
  key: string;
}

/** What was asked, and what the next question is answered. */
export function questionsDocument({ questions, answer, address, key }: Props): string {
  return toDocument(
    <Page standIn="openai" title="Questions">
      <div class="stack">
        <h1>Questions</h1>
        <p class="soft wrap">
          Address: <code class="mono">{address}</code>
          <br />
          Key: <code class="mono">{key}</code>
        </p>
        <form method="post" action="/_cue/answer" class="card row is-bottom">
          <div class="field">
            <label for="answer">Answer every question with (empty: the question itself)</label>
            <input class="input" id="answer" name="answer" value={answer} maxlength={4000} />
          </div>
          <button type="submit" class="button is-primary">
            Answer so
          </button>
        </form>
        {questions.length === 0 ? (
          <p class="card soft">
            Nothing was asked yet. What steps ask appears here when you reload.
          </p>
        ) : (
          questions.map(({ model, messages }) => (
            <article class="card stack">
              <h2 class="mono wrap">{model}</h2>
              {messages.map(({ role, text }) => (
                <p class="wrap lines">
                  <strong>{role}</strong> {text}
                </p>
              ))}
            </article>
          ))
        )}
      </div>
    </Page>,
  );
}
