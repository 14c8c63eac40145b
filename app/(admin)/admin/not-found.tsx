import Link from 'next/link';
import { NoticeText } from '@/components/layout/notice-text';
import { buttonStyle } from '@/components/ui/button';

export default function AdminNotFound() {
  return (
    <NoticeText
      sign="404"
      tone="off"
      title="The console has nothing here"
      text={
        <p>
          The address is wrong, or the object is not in the mirror. One that was made at Stripe a
          moment ago arrives with its event.
        </p>
      }
    >
      <Link href="/admin" className={buttonStyle({ variant: 'primary' })}>
        Back to the console
      </Link>
    </NoticeText>
  );
}
