'use client';

import { useState } from 'react';
import { cn } from './cn';

interface AvatarProps {
  name: string;
  src: string | null;
  size?: 'sm' | 'md';
  /** Its place among its neighbours. */
  className?: string;
}

/** A person's picture; initials where there is none or it does not load. */
export function Avatar({ name, src, size = 'sm', className }: AvatarProps) {
  const [failed, setFailed] = useState<string | null>(null);
  const shown = src !== null && src !== '' && src !== failed;
  return (
    <span
      aria-hidden="true"
      className={cn(
        'grid shrink-0 place-items-center overflow-hidden rounded-full border bg-lamp-wash text-xs font-medium text-amber',
        size === 'sm' ? 'size-8' : 'size-10',
        className,
      )}
    >
      {shown ? (
        // eslint-disable-next-line @next/next/no-img-element -- from anybody's server: the image optimizer must not fetch it
        <img
          src={src}
          alt=""
          referrerPolicy="no-referrer"
          onError={() => setFailed(src)}
          className="size-full object-cover"
        />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/[\s@.]+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 32).toUpperCase())
    .join('');
}
