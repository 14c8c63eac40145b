import 'server-only';
import { stepKey, type StepRef } from '../graph/progress';
import { findNode } from '../nodes/registry';
import { runLimits } from './limits';
import { computeLogic } from './logic';
import { perform, prepare, toFailure, type ActionDeps, type Prepared } from './perform';
import { toKeepable } from './redact';
import type { RunEnding, StepRow } from './row';
import type { RunState } from './run-state';

export interface InterpreterDeps extends ActionDeps {
  /** Writes rows before anything outside happens because of them; false when the run is no longer ours. */
  save: (rows: readonly StepRow[]) => Promise<boolean>;
  /** Whether the server stops: what is under way ends, and the rest is left to whoever comes next. */
  isStopping?: () => boolean;
  now?: () => number;
}

/** `lost`: another server has the run, so nothing more may be written. */
export type SegmentEnd = RunEnding | { status: 'lost' };

interface Started {
  ref: StepRef;
  row: StepRow;
  prepared: Prepared;
}

/** Rows of steps that only compute, which may wait for each other before they are written. */
const ROWS_AT_ONCE = 200;

/**
 * Runs a graph from where it stands to its end, or to a wait at which nothing else is left to do.
 * Steps of parallel ways are under way together; after a failure those finish, and no other starts.
 *
 * @param signal aborted when the run is cancelled, or is no longer ours
 */
export async function interpret(
  deps: InterpreterDeps,
  state: RunState,
  signal: AbortSignal,
): Promise<SegmentEnd> {
  return new Segment(deps, state, signal).run();
}

class Segment {
  readonly #deps: InterpreterDeps;
  readonly #state: RunState;
  readonly #signal: AbortSignal;
  readonly #underWay = new Map<string, Promise<void>>();
  #failure: string | null = null;
  #isLost = false;

  constructor(deps: InterpreterDeps, state: RunState, signal: AbortSignal) {
    this.#deps = deps;
    this.#state = state;
    this.#signal = signal;
  }

  async run(): Promise<SegmentEnd> {
    for (;;) {
      const { started, dueAt } = await this.#goOn();
      // What ends a segment is written together with its end.
      if (started.length + this.#underWay.size > 0) await this.#flush();
      if (this.#isLost) return { status: 'lost' };
      for (const each of started) this.#begin(each);
      if (this.#underWay.size === 0) return this.#end(dueAt);
      await this.#untilSomethingHappens(dueAt);
    }
  }

  #now(): number {
    return (this.#deps.now ?? Date.now)();
  }

  get #mayStart(): boolean {
    return this.#failure === null && !this.#signal.aborted && !this.#isStopping;
  }

  get #isStopping(): boolean {
    return this.#deps.isStopping?.() ?? false;
  }

  /** Does what takes no time, and readies actions until as many are under way as may be. */
  async #goOn(): Promise<{ started: Started[]; dueAt: number | null }> {
    const started: Started[] = [];
    for (;;) {
      let dueAt: number | null = null;
      let hasMoved = false;
      const known = new Set([...this.#underWay.keys(), ...started.map(({ row }) => row.step_key)]);
      const ready = this.#state.next().ready.filter((ref) => !known.has(stepKey(ref)));
      for (const ref of ready) {
        if (!this.#mayStart) break;
        const waitsUntil = await this.#take(ref, started);
        if (typeof waitsUntil === 'number') dueAt = Math.min(dueAt ?? Infinity, waitsUntil);
        else hasMoved ||= waitsUntil;
      }
      if (!hasMoved || !this.#mayStart) return { started, dueAt };
      if (this.#state.changedCount >= ROWS_AT_ONCE) await this.#flush();
    }
  }

  /** @returns whether the run has moved on by it; or until when it waits */
  async #take(ref: StepRef, started: Started[]): Promise<boolean | number> {
    if (this.#isTooMuch(ref)) return false;
    const node = this.#state.nodeOf(ref);
    try {
      if (findNode(node.type)?.category === 'trigger') {
        this.#state.succeed(ref, { output: this.#state.trigger });
        return true;
      }
      const isAction = findNode(node.type)?.category === 'action';
      if (!isAction) return await this.#compute(ref);
      if (this.#underWay.size + started.length >= runLimits.parallel) return false;
      const prepared = await this.#prepare(ref);
      if (prepared !== null) started.push({ ref, row: this.#state.rowOf(ref), prepared });
      return prepared === null;
    } catch (error) {
      const { message } = toFailure(error, node.type);
      this.#fail(ref, message, true);
      return false;
    }
  }

  #isTooMuch(ref: StepRef): boolean {
    const { stepCount, bytes } = this.#state;
    if (stepCount <= runLimits.steps && bytes <= runLimits.runBytes) return false;
    const most =
      stepCount > runLimits.steps
        ? `${runLimits.steps} steps`
        : `${runLimits.runBytes / 1024 / 1024} MiB of outputs`;
    this.#fail(ref, `A run may have at most ${most}`, false);
    return true;
  }

  async #compute(ref: StepRef): Promise<boolean | number> {
    const state = this.#state;
    const row = state.rowOf(ref);
    if (row.status === 'waiting' && row.due_at !== null) return this.#wake(ref, row);
    const result = await computeLogic(state.nodeOf(ref), state.scopeOf(ref), this.#now());
    if (result === null) throw new Error(`Nothing computes a step of the type ${row.node_type}`);
    state.change(row, {
      attempts: row.attempts + 1,
      input: state.show(toKeepable(result.input)).shown,
    });
    if (result.kind === 'done') {
      state.succeed(ref, { ...result, output: toKeepable(result.output) });
      return true;
    }
    if (state.run.is_dry_run) {
      state.log(row, 'Dry run: it did not wait.');
      state.succeed(ref, { output: { resumedAt: new Date(this.#now()).toISOString() } });
      return true;
    }
    const due = new Date(result.until).toISOString();
    state.change(row, { status: 'waiting', due_at: due });
    return this.#wake(ref, row);
  }

  #wake(ref: StepRef, row: StepRow): boolean | number {
    const due = Date.parse(row.due_at ?? '');
    if (due > this.#now()) return due;
    this.#state.succeed(ref, { output: { resumedAt: new Date(this.#now()).toISOString() } });
    return true;
  }

  /** @returns null when the step is over already, as in a dry run */
  async #prepare(ref: StepRef): Promise<Prepared | null> {
    const state = this.#state;
    const node = state.nodeOf(ref);
    const row = state.rowOf(ref);
    if (state.run.is_dry_run) {
      state.log(row, 'Dry run: nothing was sent; this is an example of what it gives.');
      state.succeed(ref, { output: findNode(node.type)?.sample ?? null });
      return null;
    }
    const isRepeated = row.status === 'running' && row.attempts > 0;
    if (isRepeated) state.log(row, 'Its server stopped in the middle; it is done again.');
    const prepared = await prepare(this.#deps, state.run.user_id, node, state.scopeOf(ref));
    state.change(row, {
      status: 'running',
      input: state.show(prepared.input).shown,
      error: null,
      attempts: row.attempts + 1,
      started_at: new Date(this.#now()).toISOString(),
      finished_at: null,
    });
    return prepared;
  }

  #begin({ ref, row, prepared }: Started): void {
    const work = this.#act(ref, row, prepared).finally(() => {
      this.#underWay.delete(row.step_key);
    });
    this.#underWay.set(row.step_key, work);
  }

  async #act(ref: StepRef, row: StepRow, prepared: Prepared): Promise<void> {
    const state = this.#state;
    const key = `${state.run.id}:${row.step_key}`;
    const result = await perform(this.#deps, prepared, {
      // Whoever refused for good would answer a repeated key with the same refusal.
      idempotencyKey: row.refusals === 0 ? key : `${key}:${row.refusals + 1}`,
      // Who passes it on as it is does not pass on the sender's secrets.
      trigger: state.run.trigger_data,
      signal: this.#signal,
      log: (message) => {
        state.log(row, message);
      },
      onAttempt: async (attempt) => {
        if (attempt === 1) return;
        state.change(row, { attempts: row.attempts + 1 });
        await this.#flush();
      },
    });
    if (result.kind === 'done') state.succeed(ref, { output: result.output });
    if (result.kind === 'failed') this.#fail(ref, result.message, result.isRefusal);
  }

  #fail(ref: StepRef, message: string, isRefusal: boolean): void {
    const row = this.#state.rowOf(ref);
    const shown = this.#state.showText(message);
    this.#state.change(row, {
      status: 'failed',
      error: shown,
      refusals: row.refusals + Number(isRefusal),
      finished_at: new Date(this.#now()).toISOString(),
    });
    this.#failure ??= `${this.#state.nameOf(ref)}: ${shown}`;
  }

  async #flush(): Promise<void> {
    const rows = this.#state.takeChanged();
    if (rows.length === 0 || this.#isLost) return;
    const isOurs = await this.#deps.save(rows);
    if (!isOurs) this.#isLost = true;
  }

  async #untilSomethingHappens(dueAt: number | null): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const due = new Promise<void>((resolve) => {
      if (dueAt === null) return;
      timer = setTimeout(resolve, Math.max(0, Math.min(dueAt - this.#now(), 60_000)));
    });
    await Promise.race([...this.#underWay.values(), due]);
    clearTimeout(timer);
  }

  #end(dueAt: number | null): SegmentEnd {
    const state = this.#state;
    if (this.#signal.aborted) return this.#close({ status: 'cancelled' });
    if (this.#failure !== null) return this.#close({ status: 'failed', error: this.#failure });
    if (state.next().isOver) return { status: 'succeeded' };
    if (this.#isStopping) {
      return { status: 'waiting', due_at: new Date(this.#now()).toISOString() };
    }
    if (dueAt !== null) return { status: 'waiting', due_at: new Date(dueAt).toISOString() };
    return this.#close({ status: 'failed', error: 'The graph cannot go on from here' });
  }

  /** Steps that were under way end with their run; a wait goes on when the run is tried again. */
  #close(ending: RunEnding): RunEnding {
    for (const row of this.#state.openRows()) {
      if (row.status === 'waiting' && ending.status === 'failed') continue;
      this.#state.change(row, {
        status: 'cancelled',
        finished_at: new Date(this.#now()).toISOString(),
      });
    }
    return ending;
  }
}
