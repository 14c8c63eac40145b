import { Lamp, type LampTone } from '@/components/ui/lamp';
import type { SaveState } from './autosave';

const looks: Record<SaveState['kind'], { tone: LampTone; words: string; breathing?: boolean }> = {
  saved: { tone: 'go', words: 'Saved' },
  unsaved: { tone: 'standby', words: 'Saving' },
  saving: { tone: 'standby', words: 'Saving', breathing: true },
  retrying: { tone: 'risk', words: 'Not saved, trying again' },
  refused: { tone: 'risk', words: 'Not saved' },
  conflict: { tone: 'risk', words: 'Not saved, changed elsewhere' },
};

/** Whether what is on the screen is stored. */
export function SaveMark({ kind }: Pick<SaveState, 'kind'>) {
  const { tone, words, breathing = false } = looks[kind];
  return (
    <span className="inline-flex items-center gap-2 text-sm text-soft" data-save-state={kind}>
      <Lamp tone={tone} breathing={breathing} />
      {words}
    </span>
  );
}
