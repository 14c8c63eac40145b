'use client';

import { Failure } from '@/components/layout/failure';

export default function CheckoutErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main id="content" className="mx-auto grid min-h-[80dvh] max-w-lg place-items-center px-5">
      <div>
        <Failure error={error} retry={retry} />
      </div>
    </main>
  );
}
