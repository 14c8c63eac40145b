import fs from 'node:fs';
import path from 'node:path';
import { applyChange, type Change } from './changes';
import type { State } from './state';
import type { Store } from './store';

/** What nobody waits for (a delivery tried again) is written this much later, several in one line. */
const DEBOUNCE_MS = 50;
/** What a moving clock changes is gathered: much of it changes again, or is forgotten, on the way. */
const GATHERED_MAX = 20_000;
/** The journal is folded into the state once it is longer than this, and than twice the state. */
const JOURNAL_BYTES_MIN = 16 * 1024 * 1024;

interface Saved {
  state: State;
  /** Counts how often the whole was written; the journal names the one that it continues. */
  generation: number;
}

/**
 * Reads what an earlier run left, or null when there is nothing: the state as it was last written
 * whole, and the journal of what changed since. A journal's last line may be torn by a crash; then
 * nobody was answered yet, and it never happened.
 *
 * @throws Error when the file is there but cannot be understood
 */
export function readStateFile(file: string): Saved | null {
  const text = readIfThere(file);
  if (text === null) return null;
  const saved = parseState(file, text);
  const [header = '', ...lines] = (readIfThere(journalOf(file)) ?? '').split('\n');
  // A journal of an older generation is part of the state already.
  if (header !== headerOf(saved.generation)) return saved;
  lines.pop(); // behind the last line end: nothing, or a line torn by a crash
  for (const [at, line] of lines.entries()) {
    const change = parseChange(line);
    if (change) applyChange(saved.state, change);
    else if (at < lines.length - 1) throw unreadable(journalOf(file));
  }
  return saved;
}

/** A line of the journal, or null when it is not whole: a disk may keep a line's end and lose its middle. */
function parseChange(line: string): Change | null {
  try {
    return JSON.parse(line) as Change; // our own lines
  } catch {
    return null;
  }
}

function unreadable(file: string): Error {
  return new Error(`${file} is not a state of this local Stripe. Delete it to start afresh.`);
}

function parseState(file: string, text: string): Saved {
  try {
    // Written by `StateFile`; the version says which form. Older files name no generation.
    const { generation = 0, ...state } = JSON.parse(text) as State & { generation?: number };
    if ((state.version as number) === 1) return { state, generation };
  } catch {
    // Falls through to the message: a file of another version and a broken one need the same cure.
  }
  throw unreadable(file);
}

/**
 * Keeps the state on disk. Each operation appends one line to a journal before it is answered, so
 * that its cost does not grow with the state; now and then the whole is written anew, beside and
 * renamed. A process that is killed loses at most the line that it was writing. (The journal is not
 * flushed line by line: a machine that loses power may lose the last seconds, and starts all the
 * same.)
 */
export class StateFile {
  private timer: NodeJS.Timeout | null = null;
  private journal: number | null = null;
  private journalBytes = 0;
  private stateBytes = 0;

  constructor(
    private readonly file: string | null,
    private readonly store: () => Store,
    private written = 0,
  ) {
    if (!file) return;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.rewrite();
  }

  /** How often the whole was written, counted over all runs. */
  get generation(): number {
    return this.written;
  }

  /** Something has changed that nobody waits for: write it soon. */
  touch(): void {
    if (!this.file) return;
    if (this.store().changes.size >= GATHERED_MAX) this.commit();
    else this.timer ??= setTimeout(() => this.commit(), DEBOUNCE_MS).unref();
  }

  /** Writes down what has changed. An operation that was answered afterwards is never lost. */
  commit(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.journal === null) return;
    const { changes, state } = this.store();
    const line = changes.take(state);
    if (line === null) return;
    this.journalBytes += fs.writeSync(this.journal, `${line}\n`);
    if (this.journalBytes > Math.max(JOURNAL_BYTES_MIN, 2 * this.stateBytes)) this.rewrite();
  }

  /** Writes the whole state and begins a new journal. */
  rewrite(): void {
    if (!this.file) return;
    const { changes, state } = this.store();
    changes.take(state);
    this.written += 1;
    const draft = `${this.file}.draft`;
    const text = JSON.stringify({ ...state, generation: this.written });
    fs.writeFileSync(draft, text, { flush: true });
    fs.renameSync(draft, this.file);
    if (this.journal !== null) fs.closeSync(this.journal);
    this.journal = fs.openSync(journalOf(this.file), 'w');
    fs.writeSync(this.journal, `${headerOf(this.written)}\n`);
    this.journalBytes = 0;
    this.stateBytes = text.length;
  }

  close(): void {
    this.commit();
    if (this.journal !== null) fs.closeSync(this.journal);
    this.journal = null;
  }
}

function journalOf(file: string): string {
  return `${file}.journal`;
}

function headerOf(generation: number): string {
  return `{"continues":${generation}}`;
}

function readIfThere(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
