import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { requireReader } from '@/app/reader';
import { firstParam } from '@/app/search-params';
import { AddCredential } from '@/components/credentials/add-credential';
import { CredentialCard } from '@/components/credentials/credential-card';
import { PageTitle } from '@/components/layout/page-title';
import { Section } from '@/components/layout/section';
import { FormSkeleton } from '@/components/ui/form-skeleton';
import { credentialKindSchema } from '@/lib/workflows/credential-kind';
import { listCredentials, listUses } from '@/lib/workflows/credentials/queries';
import { createCredential, deleteCredential, testCredential, updateCredential } from './actions';

export const metadata: Metadata = { title: 'Connections' };

type Props = PageProps<'/credentials'>;

/** The signed-in person's own accounts at providers. */
async function Content({ searchParams }: Pick<Props, 'searchParams'>) {
  const { db, entitlements } = await requireReader('/credentials');
  const [credentials, locale] = await Promise.all([listCredentials(db), getReaderLocale()]);
  const opened = credentialKindSchema.safeParse(firstParam(await searchParams, 'connect'));
  const uses = await Promise.all(credentials.map(({ id }) => listUses(db, id)));
  return (
    <>
      {credentials.length === 0 ? (
        <p className="mb-8 text-soft">
          Nothing is connected yet. Choose below what your workflows act through.
        </p>
      ) : (
        <ul aria-label="Your connections" className="mb-10 space-y-3">
          {credentials.map((credential, index) => (
            <CredentialCard
              key={credential.id}
              credential={credential}
              uses={uses[index] ?? []}
              locale={locale}
              actions={{ test: testCredential, update: updateCredential, remove: deleteCredential }}
            />
          ))}
        </ul>
      )}
      <Section
        title="Connect another"
        help="Secrets are encrypted before they are stored, and nobody can read them again, not even you."
      >
        {opened.success && (
          <p className="mb-4 text-sm text-soft">
            What you connect is in the step’s list as soon as you are back in the editor’s window.
          </p>
        )}
        <AddCredential
          features={entitlements.features}
          opened={opened.data ?? null}
          action={createCredential}
        />
      </Section>
    </>
  );
}

export default function CredentialsPage({ searchParams }: Props) {
  return (
    <>
      <PageTitle>Connections</PageTitle>
      <Suspense fallback={<FormSkeleton />}>
        <Content searchParams={searchParams} />
      </Suspense>
    </>
  );
}
