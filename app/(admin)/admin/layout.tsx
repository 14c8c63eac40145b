import type { Metadata } from 'next';
import { Suspense, type ReactNode } from 'react';
import { AdminShell } from '@/components/admin/admin-shell';
import { Toaster } from '@/components/ui/toaster';
import { createAdminDeps } from '@/lib/admin/deps';
import { requirePageAdmin } from '@/lib/admin/guard';

export const metadata: Metadata = {
  title: { default: 'Console', template: '%s · Cue console' },
  robots: { index: false, follow: false },
};

/** Operators. A layout outlives navigations, so each page asks again, for its own right. */
async function Guarded({ children }: { children: ReactNode }) {
  const admin = await requirePageAdmin('/admin');
  const { livemode } = createAdminDeps();
  return (
    <AdminShell email={admin.email} role={admin.role} livemode={livemode}>
      {children}
    </AdminShell>
  );
}

export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {/* Nothing of the console is sent before it is known who asks. */}
      <Suspense fallback={null}>
        <Guarded>{children}</Guarded>
      </Suspense>
      <Toaster />
    </>
  );
}
