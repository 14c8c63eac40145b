import { cn } from '@/components/ui/cn';

const choices = [
  { id: 'empty', name: 'Empty', description: 'No steps yet.' },
  { id: 'json', name: 'From JSON', description: 'Paste a graph that you already have.' },
] as const;

interface StartingPointProps {
  /** Id of the choice that is made at first. */
  chosen: string;
}

/** Where a new workflow's graph comes from. */
export function StartingPoint({ chosen }: StartingPointProps) {
  return (
    // The key puts the choice back when a refused form returns: radio buttons forget it otherwise.
    <fieldset key={chosen} className="mt-6">
      <legend className="mb-2 text-sm font-medium">Start from</legend>
      <div className="overflow-hidden rounded border border-edge bg-sheet">
        {choices.map((choice, index) => (
          <label
            key={choice.id}
            className={cn(
              'flex gap-3 px-4 py-3 has-checked:bg-lamp-wash has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-amber',
              index > 0 && 'border-t',
            )}
          >
            <input
              type="radio"
              name="start"
              value={choice.id}
              defaultChecked={choice.id === chosen}
              className="mt-1 size-4 shrink-0 accent-amber outline-none"
            />
            <span className="text-sm">
              <span className="block font-medium">{choice.name}</span>
              <span className="text-soft">{choice.description}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
