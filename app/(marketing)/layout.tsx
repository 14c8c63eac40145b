import { Suspense, type ReactNode } from 'react';
import { OpenAppLink, SignInLink } from '@/components/layout/header-account';
import { SiteFooter } from '@/components/layout/site-footer';
import { SiteHeader } from '@/components/layout/site-header';
import { SkipLink } from '@/components/layout/skip-link';
import { getUser } from '@/lib/auth/queries';

async function Account() {
  return (await getUser()) === null ? <SignInLink /> : <OpenAppLink />;
}

export default function MarketingLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <SiteHeader
        account={
          <Suspense fallback={<SignInLink />}>
            <Account />
          </Suspense>
        }
      />
      <main id="content">{children}</main>
      <SiteFooter />
    </>
  );
}
