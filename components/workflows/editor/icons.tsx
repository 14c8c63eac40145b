import type { ReactNode } from 'react';
import { Drawing as Base, type IconProps } from '@/components/ui/icons';

/* The editor's own drawings, a little smaller than the others; each stands beside words or a label. */
function Drawing({ className = 'size-[18px]', children }: IconProps & { children: ReactNode }) {
  return <Base className={className}>{children}</Base>;
}

export function RemoveIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M3.5 5.5h13M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M5 5.5l.75 10a1.5 1.5 0 0 0 1.5 1.5h5.5a1.5 1.5 0 0 0 1.5-1.5l.75-10M8.5 9v4.5M11.5 9v4.5" />
    </Drawing>
  );
}

export function UndoIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8" />
    </Drawing>
  );
}

export function RedoIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="m13 4 3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12" />
    </Drawing>
  );
}

export function ArrangeIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="7" y="3" width="6" height="4" rx="1" />
      <rect x="2.5" y="13" width="6" height="4" rx="1" />
      <rect x="11.5" y="13" width="6" height="4" rx="1" />
      <path d="M10 7v3M5.5 13v-1.5a1.5 1.5 0 0 1 1.5-1.5h6a1.5 1.5 0 0 1 1.5 1.5V13" />
    </Drawing>
  );
}

export function FitIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M3.5 7V5a1.5 1.5 0 0 1 1.5-1.5h2M13 3.5h2A1.5 1.5 0 0 1 16.5 5v2M16.5 13v2a1.5 1.5 0 0 1-1.5 1.5h-2M7 16.5H5A1.5 1.5 0 0 1 3.5 15v-2" />
    </Drawing>
  );
}

export function MinusIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M4 10h12" />
    </Drawing>
  );
}

export function CloseIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="m5 5 10 10M15 5 5 15" />
    </Drawing>
  );
}

export function HelpIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <rect x="2.5" y="5" width="15" height="10" rx="2" />
      <path d="M5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M7 12h6" />
    </Drawing>
  );
}

export function ListIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.75 5.5h.01M3.75 10h.01M3.75 14.5h.01" />
    </Drawing>
  );
}
