import Link from 'next/link';
import { Avatar } from '@/components/ui/avatar';
import { Skeleton } from '@/components/ui/skeleton';

interface PersonCardProps {
  name: string | null;
  email: string;
  image: string | null;
  plan: string;
}

/** Who is signed in, at the foot of the navigation. */
export function PersonCard({ name, email, image, plan }: PersonCardProps) {
  return (
    <Link
      href="/account"
      className="flex items-center gap-3 rounded px-3 py-2.5 transition-colors hover:bg-sheet"
    >
      <Avatar name={name ?? email} src={image} />
      <span className="min-w-0 text-sm">
        <span className="block truncate font-medium">{name ?? email}</span>
        <span className="block truncate text-xs text-faint">{plan}</span>
      </span>
    </Link>
  );
}

export function PersonCardSkeleton() {
  return (
    <div className="flex items-center gap-3 px-3 py-2.5">
      <Skeleton isRound className="size-8" />
      <Skeleton className="h-4 w-28" />
    </div>
  );
}
