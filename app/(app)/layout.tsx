import type { Metadata } from 'next';
import { Suspense, type ReactNode } from 'react';
import { getReader } from '@/app/reader';
import { AppShell } from '@/components/layout/app-shell';
import { PersonCard, PersonCardSkeleton } from '@/components/layout/person-card';
import { Toaster } from '@/components/ui/toaster';
import { planById } from '@/lib/catalog/plans';

export const metadata: Metadata = { robots: { index: false } };

/** Decoration: each page decides for itself who may see it. */
async function Person() {
  const reader = await getReader();
  if (reader === null) return null;
  const { user, entitlements } = reader;
  return (
    <PersonCard
      name={user.name}
      email={user.email}
      image={user.image}
      plan={`${planById(entitlements.plan).name} plan`}
    />
  );
}

export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <AppShell
        person={
          <Suspense fallback={<PersonCardSkeleton />}>
            <Person />
          </Suspense>
        }
      >
        {children}
      </AppShell>
      <Toaster />
    </>
  );
}
