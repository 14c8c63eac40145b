import fs from 'node:fs';
import path from 'node:path';
import type { State } from './state';

/** Writes gather for this long, so that a burst of requests costs one. */
const DEBOUNCE_MS = 300;
/** A large state is written less often: at most this share of the time goes into writing. */
const WRITING_SHARE = 0.05;

/**
 * Reads what an earlier run left, or null when there is nothing.
 *
 * @throws Error when the file is there but cannot be understood
 */
export function readStateFile(file: string): State | null {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  try {
    const state = JSON.parse(text) as State; // written by `StateFile`; the version says which form
    if ((state.version as number) === 1) return state;
  } catch {
    // Falls through to the message: a file of another version and a broken one need the same cure.
  }
  throw new Error(`${file} is not a state of this local Stripe. Delete it to start afresh.`);
}

/** Keeps the state on disk: beside and renamed, so that a crash never leaves half a file. */
export class StateFile {
  private timer: NodeJS.Timeout | null = null;
  private lastWriteMs = 0;

  constructor(
    private readonly file: string | null,
    private readonly state: () => State,
  ) {
    if (file) fs.mkdirSync(path.dirname(file), { recursive: true });
  }

  /** The state has changed: write it soon. */
  touch(): void {
    if (!this.file || this.timer) return;
    const delay = Math.max(DEBOUNCE_MS, this.lastWriteMs / WRITING_SHARE);
    this.timer = setTimeout(() => this.flush(), delay);
    this.timer.unref();
  }

  /** Writes now. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!this.file) return;
    const started = performance.now();
    const draft = `${this.file}.draft`;
    fs.writeFileSync(draft, JSON.stringify(this.state()));
    fs.renameSync(draft, this.file);
    this.lastWriteMs = performance.now() - started;
  }
}
