import type { Graph } from '@/lib/workflows/graph/schema';

/** A graph as the server has it. */
export interface Stored {
  graph: Graph;
  version: number;
}

export type SendResult =
  | { outcome: 'saved'; stored: Stored }
  /** Somebody else was first; nothing was written. */
  | { outcome: 'conflict'; theirs: Stored }
  /** No connection, or a server in trouble: the same again later may work. */
  | { outcome: 'unreachable' }
  /** The same again will not work: words for the person. */
  | { outcome: 'refused'; message: string };

export type SaveState =
  | { kind: 'saved' }
  /** There are changes, and a moment later they are sent. */
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  | { kind: 'retrying' }
  | { kind: 'refused'; message: string }
  /** Waits for the person: theirs or mine. */
  | { kind: 'conflict'; theirs: Stored };

interface AutosaveSettings {
  stored: Stored;
  send: (graph: Graph, version: number) => Promise<SendResult>;
  /** Calls back later; gives a function that calls it off. */
  later: (run: () => void, milliseconds: number) => () => void;
  onState: (state: SaveState) => void;
}

/** After the last change; short enough to be trusted, long enough for a word. */
const PAUSE_MS = 800;
const RETRY_FIRST_MS = 1000;
const RETRY_MAX_MS = 30_000;

const same = (a: Graph, b: Graph) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Keeps a graph stored while it is edited: one request at a time, after a pause, on the version that
 * it was read at. What cannot be sent is kept and tried again.
 */
export class Autosave {
  private state: SaveState = { kind: 'saved' };
  /** What the server is known to have, as it answered. */
  private base: Stored;
  /** The graph of ours that it has. */
  private saved: Graph;
  private current: Graph;
  private retryMs = RETRY_FIRST_MS;
  private cancel = (): void => undefined;
  private waiters: (() => void)[] = [];

  constructor(private readonly settings: AutosaveSettings) {
    this.base = settings.stored;
    this.saved = settings.stored.graph;
    this.current = settings.stored.graph;
  }

  /** The version to begin another change of the workflow on. */
  get version(): number {
    return this.base.version;
  }

  get isSaved(): boolean {
    return this.current === this.saved;
  }

  /** The graph as it is now. */
  change(graph: Graph): void {
    if (graph === this.current) return;
    this.current = graph;
    const { kind } = this.state;
    if (kind === 'saving' || kind === 'conflict') return;
    if (this.isSaved) {
      this.cancel();
      this.show({ kind: 'saved' });
    } else if (kind !== 'retrying') {
      this.show({ kind: 'unsaved' });
      this.wait(PAUSE_MS);
    }
  }

  /** Sends now what there is to send. */
  flush(): void {
    this.cancel();
    const { kind } = this.state;
    if (kind !== 'saving' && kind !== 'conflict' && !this.isSaved) void this.push();
  }

  /** In a conflict: writes ours over what is stored now. */
  keepMine(): void {
    if (this.state.kind !== 'conflict') return;
    this.base = this.state.theirs;
    this.show({ kind: 'unsaved' });
    this.flush();
  }

  /** In a conflict: goes on with theirs; null when there is none. */
  takeTheirs(): Graph | null {
    if (this.state.kind !== 'conflict') return null;
    this.base = this.state.theirs;
    this.saved = this.base.graph;
    this.current = this.base.graph;
    this.show({ kind: 'saved' });
    return this.base.graph;
  }

  /** Waits until all is stored; false when that does not work now. */
  async whenSaved(): Promise<boolean> {
    this.flush();
    while (this.state.kind === 'unsaved' || this.state.kind === 'saving') {
      await new Promise<void>((resolve) => this.waiters.push(resolve));
      // What was refused or did not arrive is not sent at once again: the answer is "not now".
      if (this.state.kind === 'unsaved') this.flush();
    }
    return this.isSaved;
  }

  /**
   * The page has read the workflow again, and something changed it meanwhile.
   *
   * @returns whether there is another graph to go on with
   */
  adopt(stored: Stored): boolean {
    if (stored.version <= this.base.version || !this.isSaved) return false;
    const isOther = !same(stored.graph, this.base.graph);
    this.base = stored;
    if (isOther) {
      this.saved = stored.graph;
      this.current = stored.graph;
    }
    return isOther;
  }

  /** Another command of this page has changed the workflow, but not its graph. */
  moveTo(version: number): void {
    this.base = { ...this.base, version };
  }

  private async push(): Promise<void> {
    const sent = this.current;
    this.show({ kind: 'saving' });
    this.receive(sent, await this.settings.send(sent, this.base.version));
  }

  private receive(sent: Graph, result: SendResult): void {
    if (result.outcome === 'unreachable') {
      this.show({ kind: 'retrying' });
      this.wait(this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, RETRY_MAX_MS);
      return;
    }
    this.retryMs = RETRY_FIRST_MS;
    switch (result.outcome) {
      case 'saved':
        this.base = result.stored;
        this.saved = sent;
        this.goOn(PAUSE_MS);
        return;
      case 'refused':
        this.show({ kind: 'refused', message: result.message });
        if (this.current !== sent) this.wait(PAUSE_MS);
        return;
      case 'conflict':
        if (same(result.theirs.graph, this.base.graph)) {
          // Only the name or the words were changed elsewhere: nobody has touched the steps.
          this.base = result.theirs;
          this.goOn(0);
        } else {
          this.show({ kind: 'conflict', theirs: result.theirs });
        }
    }
  }

  private goOn(milliseconds: number): void {
    this.show({ kind: this.isSaved ? 'saved' : 'unsaved' });
    if (!this.isSaved) this.wait(milliseconds);
  }

  private show(state: SaveState): void {
    this.state = state;
    this.settings.onState(state);
    for (const resolve of this.waiters.splice(0)) resolve();
  }

  private wait(milliseconds: number): void {
    this.cancel();
    this.cancel = this.settings.later(() => this.flush(), milliseconds);
  }
}
