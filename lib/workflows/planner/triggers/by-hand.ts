import { vocabulary } from '../text/vocabulary';

const actors: ReadonlySet<string> = new Set(['i', 'we', 'you', 'somebody', 'someone', 'anyone']);

const presses: ReadonlySet<string> = new Set(
  vocabulary(`
  press, click, hit, push, run, start, trigger, tap, launch, ask, want, tell, execute, say, kick, presses, clicks,
  hits, pushes, runs, starts, triggers, taps
`),
);

/** What may be pressed, or stands around it. */
const pressed: ReadonlySet<string> = new Set(
  vocabulary(`
  the, a, on, this, it, so, for, off, to, me, my, button, workflow, flow, automation, run, start, go, play, key, now,
  you, manually, by, hand, in, here, need
`),
);

/** "when I press the button", "when I run it", but not "when somebody asks for a refund". */
export function readByHand(words: readonly string[]): boolean {
  const spoken = words.filter((word) => word !== '');
  return (
    spoken.some((word) => actors.has(word)) &&
    spoken.some((word) => presses.has(word)) &&
    spoken.every((word) => actors.has(word) || presses.has(word) || pressed.has(word))
  );
}
