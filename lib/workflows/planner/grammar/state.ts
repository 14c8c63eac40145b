import { wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { isSeparator } from './markers';
import type { TriggerSaid } from './tree';

/** Where the parser stands. */
export interface State {
  readonly tokens: readonly Token[];
  at: number;
  trigger: TriggerSaid | null;
  /** Behind the words of the event that starts it; -1 before. */
  triggerEnd: number;
  /** Behind a schedule that was said in the midst of something; -1 before. */
  scheduleEnd: number;
}

/** Why a block ended: the sentence did, or what follows belongs to somebody outside. */
export type Ending = 'end' | 'otherwise' | 'join' | 'case' | 'alternative';

export interface Nesting {
  /** Inside of something that a sentence ends. */
  isInside: boolean;
  /** "otherwise" belongs to something outside. */
  hasOtherwise: boolean;
  isInSwitch: boolean;
  /** The condition around, whose alternatives may follow. */
  around: readonly Token[] | null;
}

/** Of what stands alone. */
export const outside: Nesting = {
  isInside: false,
  hasOtherwise: false,
  isInSwitch: false,
  around: null,
};

/** Behind commas and what joins steps. */
export function skipLight(tokens: readonly Token[], at: number): number {
  let place = at;
  while (isSeparator(tokens, place) || ['and', 'but', 'then'].includes(wordAt(tokens, place)))
    place += 1;
  return place;
}
