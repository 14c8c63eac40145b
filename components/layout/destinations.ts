import { GraphIcon, PersonIcon, PlugIcon, PlusIcon } from '@/components/ui/icons';

/** Where the signed-in part leads; also the first entries of the command menu. */
export const destinations = [
  { href: '/workflows', label: 'Workflows', Icon: GraphIcon },
  { href: '/workflows/new', label: 'New', Icon: PlusIcon },
  { href: '/credentials', label: 'Connections', Icon: PlugIcon },
  { href: '/account', label: 'Account', Icon: PersonIcon },
] as const;
