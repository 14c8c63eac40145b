import Link from 'next/link';
import { NoticeText } from '@/components/layout/notice-text';
import { buttonStyle } from '@/components/ui/button';

export default function AppNotFound() {
  return (
    <NoticeText
      sign="404"
      tone="off"
      title="There is no such workflow"
      text={<p>It was deleted, or it belongs to somebody else. Yours are all in the list.</p>}
    >
      <Link href="/workflows" className={buttonStyle({ variant: 'primary' })}>
        Your workflows
      </Link>
    </NoticeText>
  );
}
