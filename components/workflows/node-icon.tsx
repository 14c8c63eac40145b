import type { ReactNode } from 'react';

/*
 * One drawing for every name that a node's definition may give, on the grid of `components/ui/icons`.
 * They carry no text alternative: each stands beside the node's words.
 */
const drawings: Record<string, ReactNode> = {
  play: <path d="M6.5 4.25v11.5L15.5 10Z" />,
  clock: (
    <>
      <circle cx="10" cy="10" r="6.75" />
      <path d="M10 6v4.25l2.75 1.75" />
    </>
  ),
  'arrow-in': (
    <path d="M11 3.5h3.5a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H11M3 10h9M8.5 6.5 12 10l-3.5 3.5" />
  ),
  'arrow-out': (
    <path d="M9 3.5H5.5a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2H9M8 10h9M13.5 6.5 17 10l-3.5 3.5" />
  ),
  bolt: <path d="M11 2.75 4.5 11.5H9.5l-.75 5.75 6.75-9h-5Z" />,
  fork: (
    <path d="M10 3v4.5M10 7.5c0 3.5-5 2.5-5 6.5v2.5M10 7.5c0 3.5 5 2.5 5 6.5v2.5M3 14.5l2 2 2-2M13 14.5l2 2 2-2" />
  ),
  paths: <path d="M10 3v13.5M10 6c0 4-6 3-6 7v3.5M10 6c0 4 6 3 6 7v3.5" />,
  repeat: (
    <path d="M4 9.5V8a3 3 0 0 1 3-3h8.5M13 2.5 15.5 5 13 7.5M16 10.5V12a3 3 0 0 1-3 3H4.5M7 12.5 4.5 15 7 17.5" />
  ),
  hourglass: (
    <path d="M5 3h10M5 17h10M6.25 3v2.5c0 2.5 3.75 3 3.75 4.5s-3.75 2-3.75 4.5V17M13.75 3v2.5c0 2.5-3.75 3-3.75 4.5s3.75 2 3.75 4.5V17" />
  ),
  braces: (
    <path d="M8 3.5H7a2 2 0 0 0-2 2v2.25c0 1.25-.75 2.25-2 2.25 1.25 0 2 1 2 2.25v2.25a2 2 0 0 0 2 2h1M12 3.5h1a2 2 0 0 1 2 2v2.25c0 1.25.75 2.25 2 2.25-1.25 0-2 1-2 2.25v2.25a2 2 0 0 1-2 2h-1" />
  ),
  globe: (
    <>
      <circle cx="10" cy="10" r="6.75" />
      <path d="M3.5 10h13M10 3.25c4 4.25 4 9.25 0 13.5M10 3.25c-4 4.25-4 9.25 0 13.5" />
    </>
  ),
  mail: (
    <>
      <rect x="2.75" y="4.5" width="14.5" height="11" rx="2" />
      <path d="m3.25 6 6.75 5 6.75-5" />
    </>
  ),
  link: (
    <path d="M8.5 11.5a3.25 3.25 0 0 0 4.75.25l2.5-2.5a3.25 3.25 0 0 0-4.6-4.6l-1 1M11.5 8.5a3.25 3.25 0 0 0-4.75-.25l-2.5 2.5a3.25 3.25 0 0 0 4.6 4.6l1-1" />
  ),
  person: (
    <>
      <circle cx="10" cy="6.75" r="3.25" />
      <path d="M3.75 17c.6-3.2 3-5 6.25-5s5.65 1.8 6.25 5" />
    </>
  ),
  receipt: (
    <path d="M5 2.75v14.5l2.5-1.5 2.5 1.5 2.5-1.5 2.5 1.5V2.75l-2.5 1.5-2.5-1.5-2.5 1.5ZM7.75 8h4.5M7.75 11h4.5" />
  ),
  ticket: (
    <path d="M3 6.5a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 17 6.5v1.75a1.75 1.75 0 0 0 0 3.5v1.75a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 13.5v-1.75a1.75 1.75 0 0 0 0-3.5ZM11.75 5.5v1.5M11.75 9.25v1.5M11.75 13v1.5" />
  ),
  undo: <path d="M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8" />,
  table: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="2" />
      <path d="M3 8.25h14M3 12.25h14M8.5 8.25V16" />
    </>
  ),
  spark: (
    <path d="M9 3.5c.6 4 1.9 5.4 6 6-4.1.6-5.4 2-6 6-.6-4-1.9-5.4-6-6 4.1-.6 5.4-2 6-6ZM15.5 13.5v3M17 15h-3" />
  ),
};

/** For types that do not exist, which a graph from elsewhere may have. */
const unknown = <path d="M7.5 7.75a2.5 2.5 0 1 1 3.9 2.05c-.85.6-1.4 1.1-1.4 2.2M10 15v.01" />;

/** The drawing of a kind of step. @param name `icon` of its definition; null for one that is unknown */
export function NodeIcon({ name, className }: { name: string | null; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className ?? 'size-5'}
    >
      {(name === null ? undefined : drawings[name]) ?? unknown}
    </svg>
  );
}

/** Whether there is a drawing of this name. */
export const hasDrawing = (name: string): boolean => Object.hasOwn(drawings, name);
