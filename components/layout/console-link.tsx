import Link from 'next/link';

/** To the operator's console. */
export function ConsoleLink() {
  return (
    <Link
      href="/admin"
      // Nothing of the console is read before somebody goes there.
      prefetch={false}
      className="flex h-10 items-center rounded px-3 text-sm text-soft transition-colors hover:text-ink"
    >
      Console
    </Link>
  );
}
