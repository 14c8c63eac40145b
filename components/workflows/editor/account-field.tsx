'use client';

import Link from 'next/link';
import { useId } from 'react';
import { cn } from '@/components/ui/cn';
import { inputStyle } from '@/components/ui/input';
import { credentialKindLabels, type CredentialKind } from '@/lib/workflows/credential-kind';
import { FieldFrame } from './field-frame';
import type { Account } from './use-accounts';

interface AccountFieldProps {
  kind: CredentialKind;
  value: string;
  /** Those of the person; null while they are not known. */
  accounts: readonly Account[] | null;
  problem: string | null;
  onChange: (id: string) => void;
}

/** Which connected account a step acts through. */
export function AccountField({ kind, value, accounts, problem, onChange }: AccountFieldProps) {
  const id = useId();
  const fitting = (accounts ?? []).filter((account) => account.kind === kind);
  const isKnown = value === '' || fitting.some((account) => account.id === value);
  const name = credentialKindLabels[kind];
  const hasNone = accounts !== null && fitting.length === 0;
  const help = hasNone ? `You have connected no ${name} account yet.` : undefined;
  return (
    <FieldFrame
      {...{ id, help, problem }}
      label={`${name} account`}
      isMissing={value === ''}
      aside={
        // A window of its own: nothing that is done here is left, and it is in the list on coming back.
        <Link
          href={{ pathname: '/credentials', query: { connect: kind }, hash: `connect-${kind}` }}
          target="_blank"
          aria-label={`${hasNone ? 'Connect one' : 'Connect another'}: a ${name} account, in a new window`}
          className="text-xs text-soft underline underline-offset-4 hover:text-ink"
        >
          {hasNone ? 'Connect one' : 'Connect another'}
        </Link>
      }
    >
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => onChange(target.value)}
        className={cn(inputStyle, 'h-10', value === '' && 'border-amber')}
      >
        <option value="">{hasNone ? 'None yet' : 'Choose one'}</option>
        {!isKnown && <option value={value}>The one chosen before</option>}
        {fitting.map((account) => (
          <option key={account.id} value={account.id}>
            {account.name}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
