import { Lamp } from '@/components/ui/lamp';

interface DoneNoteProps {
  /** `done` of the address. */
  done: string | null;
  /** Sentences by its values; anything else says nothing. */
  sentences: Readonly<Record<string, string>>;
}

/** Says what the command before has done; stands on the page, so that it needs no script. */
export function DoneNote({ done, sentences }: DoneNoteProps) {
  if (done === null || !Object.hasOwn(sentences, done)) return null;
  return (
    <p
      role="status"
      className="mb-6 flex items-center gap-3 rounded border border-go bg-go-wash px-4 py-3 text-sm"
    >
      <Lamp tone="go" />
      {sentences[done]}
    </p>
  );
}
