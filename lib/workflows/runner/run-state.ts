import type { Json } from '../connectors/executor';
import type { Scope } from '../expressions/scope';
import { nextSteps, stepKey, type Finished, type Progress, type StepRef } from '../graph/progress';
import { readStructure, type GraphNode, type Structure } from '../graph/structure';
import { findNode } from '../nodes/registry';
import { runLimits } from './limits';
import { redact, redactText, type Redaction } from './redact';
import type { ClaimedRun, LogLine, StepRow, WholeStep } from './row';
import { Secrets } from './secrets';

const scopeKey = (scope: StepRef['scope']) =>
  scope.map(({ loopId, index }) => `${loopId}[${index}]`).join('.');

/** What a step came to. */
interface StepResult {
  output: Json;
  /** Of a loop: what it goes through. */
  items?: readonly Json[];
  handle?: string;
  count?: number;
}

/** A row that lacks nothing. */
function toWhole({ input, output, count }: StepRow): WholeStep {
  const isLoop = count !== null && typeof input === 'object' && input !== null && 'items' in input;
  return isLoop ? { output, items: Array.isArray(input.items) ? input.items : [] } : { output };
}

/** A run as far as it has come: what has ended, and what that means for the steps that follow. */
export class RunState {
  readonly run: ClaimedRun;
  readonly structure: Structure;
  /** Rows that the database does not have yet. */
  readonly #changed = new Set<StepRow>();
  readonly #rows = new Map<string, StepRow>();
  readonly #finished = new Map<string, Finished>();
  readonly #itemsOver = new Map<string, number>();
  /** Of each node: what it gave, by the items of the loops around it. */
  readonly #outputs = new Map<string, Map<string, Json>>();
  readonly #items = new Map<string, readonly Json[]>();
  /** What was found in this run: hidden wherever it turns up again, in whatever field. */
  readonly #secrets = new Secrets();
  /** What expressions read as `trigger`. */
  readonly trigger: Json;
  #bytes = 0;

  constructor(run: ClaimedRun) {
    this.run = run;
    this.structure = readStructure(run.graph);
    this.trigger = run.keepsSecrets ? run.trigger : run.trigger_data;
    this.show(this.trigger);
    for (const row of run.steps) {
      this.#rows.set(row.step_key, row);
      if (row.status !== 'succeeded') continue;
      this.show(row.whole?.output ?? row.output);
      this.show(row.whole?.items ?? null);
      this.#take(toRef(row), row, row.whole ?? toWhole(row));
    }
  }

  /** A value as people may read it. What is found to be secret in it stays so in all that follows. */
  show(value: Json): Redaction {
    const redaction = redact(value, this.#secrets);
    for (const secret of redaction.found) this.#secrets.add(secret);
    return redaction;
  }

  showText(text: string): string {
    return redactText(text, this.#secrets);
  }

  get stepCount(): number {
    return this.#rows.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  next(): Progress {
    return nextSteps(this.structure, this.#finished, this.#itemsOver);
  }

  nodeOf({ nodeId }: StepRef): GraphNode {
    const node = this.structure.nodes.get(nodeId);
    if (node === undefined) throw new Error(`The graph of run ${this.run.id} has no "${nodeId}"`);
    return node;
  }

  /** What the step is called where people read it. */
  nameOf(ref: StepRef): string {
    const { type, data } = this.nodeOf(ref);
    const label = typeof data.label === 'string' ? data.label.trim() : '';
    return label === '' ? (findNode(type)?.label ?? type) : label;
  }

  /** The row of a step, made now when it has none yet. */
  rowOf(ref: StepRef): StepRow {
    const key = stepKey(ref);
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row: StepRow = {
      step_key: key,
      node_id: ref.nodeId,
      node_type: this.nodeOf(ref).type,
      position: this.#rows.size,
      status: 'running',
      attempts: 0,
      refusals: 0,
      input: null,
      output: null,
      error: null,
      logs: [],
      handle: null,
      count: null,
      started_at: new Date().toISOString(),
      finished_at: null,
      due_at: null,
      whole: null,
    };
    this.#rows.set(key, row);
    return row;
  }

  /** Changes a row; the next flush writes it. */
  change(row: StepRow, change: Partial<StepRow>): void {
    Object.assign(row, change);
    this.#changed.add(row);
  }

  /** A line of a step's log; of too many the last are kept. */
  log(row: StepRow, message: string): void {
    const line: LogLine = {
      at: new Date().toISOString(),
      message: this.showText(message).slice(0, runLimits.logChars),
    };
    this.change(row, { logs: [...row.logs, line].slice(-runLimits.logLines) });
  }

  /**
   * Ends a step well: from now on it counts as done and others can read its output.
   *
   * @param result whole; its row gets what may be read of it
   */
  succeed(ref: StepRef, { output, items, handle, count }: StepResult): void {
    const row = this.rowOf(ref);
    const shown = this.show(output);
    const isWhole = shown.isWhole && (items === undefined || this.show([...items]).isWhole);
    const whole = items === undefined ? { output } : { output, items: [...items] };
    if (!isWhole && !this.run.keepsSecrets) {
      this.log(row, 'It gave a secret, which later steps cannot read: CREDENTIALS_KEY is not set.');
    }
    const isKept = !isWhole && this.run.keepsSecrets;
    this.change(row, {
      status: 'succeeded',
      output: shown.shown,
      whole: isKept ? whole : null,
      error: null,
      handle: handle ?? null,
      count: count ?? null,
      finished_at: new Date().toISOString(),
    });
    this.#take(ref, row, isKept ? whole : toWhole(row));
  }

  /** Steps that are neither over nor going on. */
  openRows(): StepRow[] {
    const open = ({ status }: StepRow) => status === 'running' || status === 'waiting';
    return [...this.#rows.values()].filter(open);
  }

  get changedCount(): number {
    return this.#changed.size;
  }

  /** The rows to write; they count as written from now on. */
  takeChanged(): StepRow[] {
    const rows = [...this.#changed];
    this.#changed.clear();
    return rows;
  }

  /** What the expressions of a step may read. */
  scopeOf(ref: StepRef): Scope {
    const { run } = this;
    const innermost = ref.scope.at(-1);
    const items =
      innermost === undefined
        ? []
        : (this.#items.get(stepKey({ nodeId: innermost.loopId, scope: ref.scope.slice(0, -1) })) ??
          []);
    return {
      trigger: this.trigger,
      steps: this.#visibleFrom(ref.scope),
      run: { id: run.id, workflowId: run.workflow_id, isDryRun: run.is_dry_run },
      ...(innermost !== undefined && {
        item: items[innermost.index] ?? null,
        index: innermost.index,
      }),
    };
  }

  /** Outputs as one item of a list sees them: of the same item, then of what stands around the loop. */
  #visibleFrom(scope: StepRef['scope']): Record<string, Json> {
    const keys = scope.map((_, depth) => scopeKey(scope.slice(0, scope.length - depth)));
    const visible: Record<string, Json> = {};
    for (const [nodeId, outputs] of this.#outputs) {
      for (const key of [...keys, '']) {
        const output = outputs.get(key);
        if (output === undefined) continue;
        visible[nodeId] = output;
        break;
      }
    }
    return visible;
  }

  #take(ref: StepRef, row: StepRow, { output, items }: WholeStep): void {
    const { handle, count } = row;
    this.#finished.set(row.step_key, count === null ? { handle } : { handle, count });
    this.#bytes += JSON.stringify(output).length;
    const outputs = this.#outputs.get(ref.nodeId) ?? new Map<string, Json>();
    this.#outputs.set(ref.nodeId, outputs.set(scopeKey(ref.scope), output));
    if (items !== undefined) this.#items.set(row.step_key, items);
    // An item begins when those before it are over, so none of them has to be looked at again.
    for (const [depth, { loopId, index }] of ref.scope.entries()) {
      const loop = stepKey({ nodeId: loopId, scope: ref.scope.slice(0, depth) });
      this.#itemsOver.set(loop, Math.max(index, this.#itemsOver.get(loop) ?? 0));
    }
  }
}

const PLACE = /^(.+)\[(\d+)\]$/;

/** Reads a step's key back. Ids that hold a dot are told apart by the node, which the row names. */
function toRef({ step_key: key, node_id: nodeId }: StepRow): StepRef {
  const places = key.slice(0, -nodeId.length).split('].');
  const scope = places.flatMap((place) => {
    const [, loopId, index] = PLACE.exec(`${place}]`) ?? [];
    return loopId === undefined ? [] : [{ loopId, index: Number(index) }];
  });
  return { nodeId, scope };
}
