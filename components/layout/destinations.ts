import { GraphIcon, PersonIcon, PlusIcon } from '@/components/ui/icons';

/** Where the signed-in part leads; also the first entries of the command menu. */
export const destinations = [
  { href: '/workflows', label: 'Workflows', Icon: GraphIcon },
  { href: '/workflows/new', label: 'New', Icon: PlusIcon },
  { href: '/account', label: 'Account', Icon: PersonIcon },
] as const;
