import type { EventSaid } from '../triggers/events';
import type { Recurrence } from '../phrases/cron';
import type { Token } from '../text/tokens';

/** What the words ask for, in the order and the nesting of the words. */
export type Item =
  | {
      kind: 'action';
      /** With the verb first, whatever the order of the words was. */
      tokens: readonly Token[];
      verb: string;
      verbEnd: number;
      phrase: readonly Token[];
      /** "do not ...": a condition decides about it, or nobody does. */
      isDenied?: true;
    }
  | { kind: 'wait'; tokens: readonly Token[]; phrase: readonly Token[] }
  | IfItem
  | SwitchItem
  | { kind: 'each'; list: readonly Token[]; phrase: readonly Token[]; body: Item[] }
  /** The way ends here. */
  | { kind: 'stop' }
  /** "do nothing", "continue". */
  | { kind: 'nothing'; isGoingOn: boolean }
  /** With `isEvent` it would have said what starts the workflow. */
  | { kind: 'unknown'; phrase: readonly Token[]; isEvent?: true };

export interface IfItem {
  kind: 'if';
  test: readonly Token[];
  isNegated: boolean;
  phrase: readonly Token[];
  yes: Item[];
  /** Null: nothing was said about it yet. */
  no: Item[] | null;
}

export interface SwitchItem {
  kind: 'switch';
  subject: readonly Token[];
  phrase: readonly Token[];
  cases: { values: readonly Token[]; items: Item[] }[];
  otherwise: Item[] | null;
}

export type TriggerSaid =
  | { kind: 'event'; event: EventSaid; phrase: readonly Token[] }
  | { kind: 'schedule'; recurrence: Recurrence; phrase: readonly Token[] };

export interface Program {
  trigger: TriggerSaid | null;
  items: Item[];
}
