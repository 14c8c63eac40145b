import Link from 'next/link';
import { ActionForm } from '@/components/forms/action-form';
import type { FormAction } from '@/components/forms/form-state';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Lamp } from '@/components/ui/lamp';
import { LocalDate } from '@/components/ui/local-date';
import { SubmitButton } from '@/components/ui/submit-button';
import { credentialKindLabels } from '@/lib/workflows/credential-kind';
import type { Credential, CredentialUse } from '@/lib/workflows/credentials/schema';
import { CredentialForm } from './credential-form';

interface CredentialCardProps {
  credential: Credential;
  uses: readonly CredentialUse[];
  locale: string;
  actions: { test: FormAction; update: FormAction; remove: FormAction };
}

/** One account: what it is, whether it worked when it was last asked, and what can be done with it. */
export function CredentialCard({ credential, uses, locale, actions }: CredentialCardProps) {
  const { id, kind, name, hint } = credential;
  return (
    <li className="rounded border bg-sheet p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <h2 className="font-medium break-words">{name}</h2>
          <p className="mt-0.5 text-sm break-all text-soft">
            {credentialKindLabels[kind]} <span className="font-mono text-xs">{hint}</span>
          </p>
        </div>
        <div className="flex flex-wrap items-start gap-2">
          <ActionForm action={actions.test} label={`Test ${name}`}>
            <input type="hidden" name="id" value={id} />
            <SubmitButton size="sm" label={`Test ${name}`}>
              Test
            </SubmitButton>
          </ActionForm>
          <ConfirmDialog
            trigger="Delete"
            triggerLabel={`Delete ${name}`}
            variant="danger-quiet"
            size="sm"
            title={`Delete ${name}?`}
            text={<WhatBreaks uses={uses} />}
          >
            <ActionForm action={actions.remove} label={`Delete ${name}`}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton variant="danger">Delete for good</SubmitButton>
            </ActionForm>
          </ConfirmDialog>
        </div>
      </div>
      <Validation credential={credential} locale={locale} />
      {uses.length > 0 && (
        <p className="mt-2 text-sm text-soft">
          Used by <UseLinks uses={uses} />
        </p>
      )}
      <details className="mt-3">
        <summary className="w-fit cursor-pointer rounded text-sm text-soft hover:text-ink">
          Rename or replace the secret
        </summary>
        <div className="mt-4">
          <CredentialForm kind={kind} action={actions.update} existing={{ id, name }} />
        </div>
      </details>
    </li>
  );
}

function Validation({
  credential: { validation },
  locale,
}: Pick<CredentialCardProps, 'credential' | 'locale'>) {
  const tone = validation === null ? 'off' : validation.isValid ? 'go' : 'risk';
  return (
    <p className="mt-3 flex items-baseline gap-3 text-sm">
      <Lamp tone={tone} className="shrink-0" />
      {validation === null ? (
        <span className="text-soft">Not tested yet</span>
      ) : (
        <span className="min-w-0">
          <span className={validation.isValid ? 'break-words' : 'break-words text-red'}>
            {validation.message}
          </span>{' '}
          <span className="text-faint">
            Tested{' '}
            <LocalDate value={validation.validatedAt} locale={locale} dateStyle="medium" withTime />
          </span>
        </span>
      )}
    </p>
  );
}

function WhatBreaks({ uses }: { uses: readonly CredentialUse[] }) {
  if (uses.length === 0) return 'No workflow uses it. Its secret is deleted for good.';
  return (
    <>
      These workflows use it, and their steps fail until you choose another:{' '}
      {uses.map(({ name }) => name).join(', ')}. Its secret is deleted for good.
    </>
  );
}

function UseLinks({ uses }: { uses: readonly CredentialUse[] }) {
  return uses.map(({ id, name }, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <Link href={`/workflows/${id}`} className="underline underline-offset-2 hover:text-ink">
        {name}
      </Link>
    </span>
  ));
}
