import type { Metadata } from 'next';
import { Suspense, type ReactNode } from 'react';
import { getReader } from '@/app/reader';
import { AppShell } from '@/components/layout/app-shell';
import { ConsoleLink } from '@/components/layout/console-link';
import { PersonCard, PersonCardSkeleton } from '@/components/layout/person-card';
import { Toaster } from '@/components/ui/toaster';
import { getAdmin } from '@/lib/admin/guard';
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

/** A way in for operators; the console decides for itself. */
async function OperatorLink() {
  return (await getAdmin()) === null ? null : <ConsoleLink />;
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
        operator={
          <Suspense fallback={null}>
            <OperatorLink />
          </Suspense>
        }
      >
        {children}
      </AppShell>
      <Toaster />
    </>
  );
}
