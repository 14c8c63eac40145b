import type { ReactNode } from 'react';
import { planUnlocking } from '@/lib/catalog/plans';

interface Cue {
  title: string;
  text: ReactNode;
  plan: string;
}

const cues: readonly Cue[] = [
  {
    title: 'Write it down',
    text: 'Name a workflow and say in a sentence or two what should happen. Begin from an example or from an empty page.',
    plan: 'Every plan',
  },
  {
    title: 'See it as a graph',
    text: 'Each workflow holds its nodes and edges beside the words: as a drawing, as a list, and as JSON with line numbers.',
    plan: 'Every plan',
  },
  {
    title: 'Copy what works',
    text: 'Start the next one from a workflow that has proved itself.',
    plan: `${planUnlocking('duplicate').name} and up`,
  },
  {
    title: 'Take it with you',
    text: 'Download a workflow’s graph as a JSON file, for another tool or for your own repository.',
    plan: `${planUnlocking('export').name} and up`,
  },
  {
    title: 'Take all of it',
    text: 'Every workflow at once, in one file.',
    plan: planUnlocking('bulk_export').name,
  },
];

/** What Cue does, set like a stage manager's cue sheet: number, cue, what happens, who has it. */
export function CueSheet() {
  return (
    <section aria-labelledby="cue-sheet">
      <h2 id="cue-sheet" className="headline text-2xl">
        What happens when
      </h2>
      <ol className="mt-8 border-t">
        {cues.map((cue, index) => (
          <li
            key={cue.title}
            className="grid grid-cols-[3rem_1fr] gap-x-4 gap-y-2 border-b py-6 md:grid-cols-[4rem_15rem_1fr_10rem] md:items-baseline"
          >
            <span aria-hidden="true" className="pt-1 cue-number text-faint">
              Q{index + 1}
            </span>
            <h3 className="text-lg font-medium">{cue.title}</h3>
            <p className="col-start-2 text-soft md:col-start-auto">{cue.text}</p>
            <p className="col-start-2 text-sm text-faint md:col-start-auto md:text-right">
              {cue.plan}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
