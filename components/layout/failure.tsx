'use client';

import { Button } from '@/components/ui/button';
import { NoticeText } from './notice-text';

interface FailureProps {
  error: unknown;
  retry: () => void;
}

/** What stands in place of a part of a page that failed. */
export function Failure({ error, retry }: FailureProps) {
  const reference = referenceOf(error);
  return (
    <NoticeText
      sign="Something failed"
      tone="risk"
      title="That did not work"
      text={
        <>
          <p>
            The fault is on our side. What you had saved is safe, and nothing was charged by this.
          </p>
          {reference !== null && (
            <p className="text-sm text-faint">
              Reference <code className="font-mono">{reference}</code>
            </p>
          )}
        </>
      }
    >
      <Button variant="primary" onClick={retry}>
        Try again
      </Button>
    </NoticeText>
  );
}

/** The digest under which the server's log has the error; the error itself stays there. */
function referenceOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('digest' in error)) return null;
  return typeof error.digest === 'string' ? error.digest : null;
}
