import type { ReactNode } from 'react';

export interface IconProps {
  className?: string;
}

/*
 * Cue's own drawings, on a 20 px grid with a 1.5 px line. They carry no text alternative: each
 * stands beside words that say the same.
 */
export function Drawing({ className, children }: IconProps & { children: ReactNode }) {
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
      {children}
    </svg>
  );
}

export function GraphIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="2.75" y="7.75" width="5" height="4.5" rx="1.5" />
      <rect x="12.25" y="3.25" width="5" height="4.5" rx="1.5" />
      <rect x="12.25" y="12.25" width="5" height="4.5" rx="1.5" />
      <path d="M7.75 10h1.5c2 0 1-4.5 3-4.5M9.25 10c2 0 1 4.5 3 4.5" />
    </Drawing>
  );
}

export function PersonIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="10" cy="6.75" r="3.25" />
      <path d="M3.75 17c.6-3.2 3-5 6.25-5s5.65 1.8 6.25 5" />
    </Drawing>
  );
}

export function PlugIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M7.25 2.75v4M12.75 2.75v4M5 6.75h10v2.5a5 5 0 0 1-10 0ZM10 14.25v3" />
    </Drawing>
  );
}

export function PlusIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M10 4v12M4 10h12" />
    </Drawing>
  );
}

export function ChevronRightIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="m8 5 5 5-5 5" />
    </Drawing>
  );
}

export function ChevronLeftIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="m12 5-5 5 5 5" />
    </Drawing>
  );
}

export function ChevronDownIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="m5 8 5 5 5-5" />
    </Drawing>
  );
}

export function CheckIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="m4 10.5 4 4 8-9" />
    </Drawing>
  );
}

export function DashIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M6.5 10h7" />
    </Drawing>
  );
}

export function LockIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="4" y="9" width="12" height="8" rx="2" />
      <path d="M6.75 9V6.5a3.25 3.25 0 0 1 6.5 0V9M10 12.25v1.5" />
    </Drawing>
  );
}

export function CopyIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="7" y="7" width="10" height="10" rx="2" />
      <path d="M13 7V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2" />
    </Drawing>
  );
}

export function DownloadIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13" />
    </Drawing>
  );
}

export function SearchIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="9" cy="9" r="5.25" />
      <path d="m13 13 3.5 3.5" />
    </Drawing>
  );
}

export function ExternalIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M11.5 3.5h5v5M16.5 3.5 9 11M8 4.5H5.5a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2V12" />
    </Drawing>
  );
}

export function ThemeIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="10" cy="10" r="6.75" />
      <path d="M10 3.25a6.75 6.75 0 0 1 0 13.5Z" fill="currentColor" />
    </Drawing>
  );
}
