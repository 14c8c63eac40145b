import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { requireReader } from '@/app/reader';
import { AccountSkeleton } from '@/components/account/account-skeleton';
import { DeleteAccount } from '@/components/account/delete-account';
import { ProfileForm } from '@/components/account/profile-form';
import { PlanPanel } from '@/components/billing/plan-panel';
import { StatusWatcher } from '@/components/billing/status-watcher';
import { PageTitle } from '@/components/layout/page-title';
import { Section } from '@/components/layout/section';
import { buttonStyle } from '@/components/ui/button';
import { requireAccount } from '@/lib/account/queries';
import { toSubscriptionStatus } from '@/lib/billing/queries';
import { deleteAccount, openPortal, saveProfile } from './actions';

export const metadata: Metadata = { title: 'Account' };

/** The signed-in person's own account. */
async function Content() {
  const { user, db, entitlements } = await requireReader('/account');
  const [account, locale] = await Promise.all([requireAccount(db, user), getReaderLocale()]);
  return (
    <>
      <StatusWatcher initial={toSubscriptionStatus(entitlements)} />
      <Section
        title="Plan and billing"
        help="Change the plan or the card, cancel and find invoices in the billing portal."
      >
        <PlanPanel entitlements={entitlements} locale={locale} openPortal={openPortal} />
      </Section>
      <Section title="Profile" help="All of it is optional, and only you see it.">
        <ProfileForm account={account} action={saveProfile} />
      </Section>
      <Section title="Signed in" help={account.email}>
        {/* The endpoint answers a form with a redirect home; it needs no script. */}
        <form action="/api/auth/logout" method="post">
          <button type="submit" className={buttonStyle()}>
            Sign out
          </button>
        </form>
      </Section>
      <Section title="Delete account" help="Everything, at once and for good.">
        <DeleteAccount action={deleteAccount} />
      </Section>
    </>
  );
}

export default function AccountPage() {
  return (
    <>
      <PageTitle>Account</PageTitle>
      <Suspense fallback={<AccountSkeleton />}>
        <Content />
      </Suspense>
    </>
  );
}
