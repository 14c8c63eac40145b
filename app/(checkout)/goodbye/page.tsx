import type { Metadata } from 'next';
import Link from 'next/link';
import { NoticePage } from '@/components/layout/notice-page';
import { buttonStyle } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Your account is deleted', robots: { index: false } };

export default function GoodbyePage() {
  return (
    <NoticePage
      sign="Lights out"
      tone="off"
      title="Your account is deleted"
      text={
        <p>
          Subscription, profile, sign-ins and workflows are gone. Invoices and payments are kept, as
          tax law asks, and nothing else.
        </p>
      }
    >
      <Link href="/" className={buttonStyle()}>
        Go home
      </Link>
    </NoticePage>
  );
}
