import type { Metadata } from 'next';
import { Suspense } from 'react';
import { firstParam } from '@/app/search-params';
import { ProviderButtons } from '@/components/layout/provider-buttons';
import { signInProblem, type SignInProblem } from '@/components/layout/sign-in-problem';
import { Skeleton } from '@/components/ui/skeleton';

export const metadata: Metadata = {
  title: 'Sign-in did not work',
  robots: { index: false },
};

async function Problem({ searchParams }: Pick<PageProps<'/sign-in/error'>, 'searchParams'>) {
  return <ProblemText problem={signInProblem(firstParam(await searchParams, 'error'))} />;
}

function ProblemText({ problem }: { problem: SignInProblem }) {
  return (
    <>
      <h1 className="headline text-2xl">{problem.title}</h1>
      <p className="mt-4 text-soft">{problem.happened}</p>
      <p className="mt-3 mb-8 font-medium">{problem.next}</p>
    </>
  );
}

export default function SignInErrorPage({ searchParams }: PageProps<'/sign-in/error'>) {
  return (
    <>
      <Suspense
        fallback={
          <div className="mb-8 space-y-4">
            <Skeleton className="h-11 w-4/5" />
            <Skeleton className="h-20" />
            <Skeleton className="h-6 w-2/3" />
          </div>
        }
      >
        <Problem searchParams={searchParams} />
      </Suspense>
      <ProviderButtons callbackUrl="/workflows" />
    </>
  );
}
