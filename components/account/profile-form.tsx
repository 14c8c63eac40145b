'use client';

import { useState } from 'react';
import type { FormAction } from '@/components/forms/form-state';
import { FormSummary } from '@/components/forms/form-summary';
import { TextAreaField } from '@/components/forms/text-area-field';
import { TextField } from '@/components/forms/text-field';
import { useDoneToast } from '@/components/forms/use-done-toast';
import { useFormAction } from '@/components/forms/use-form-action';
import { Avatar } from '@/components/ui/avatar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Account } from '@/lib/account/schema';

const labels = {
  firstName: 'First name',
  lastName: 'Last name',
  companyName: 'Company',
  industry: 'Industry',
  role: 'Role',
  usagePurpose: 'What you use Cue for',
  profileImageUrl: 'Picture',
} as const;

/** What a person says about themselves. */
export function ProfileForm({ account, action }: { account: Account; action: FormAction }) {
  const { state, send, form, firstRefused } = useFormAction(action);
  useDoneToast(state);
  const field = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    state,
    initial: account[name] ?? '',
    isFirstRefused: firstRefused === name,
    saysOptional: false,
  });
  return (
    <form ref={form} action={send} noValidate aria-label="Profile">
      <FormSummary state={state} labels={labels} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field('firstName')} autoComplete="given-name" maxLength={120} />
        <TextField {...field('lastName')} autoComplete="family-name" maxLength={120} />
        <TextField {...field('companyName')} autoComplete="organization" maxLength={200} />
        <TextField {...field('role')} autoComplete="organization-title" maxLength={120} />
        <TextField {...field('industry')} maxLength={120} className="sm:col-span-2" />
        <TextAreaField {...field('usagePurpose')} maxLength={500} className="sm:col-span-2" />
        <Picture account={account} field={field('profileImageUrl')} />
      </div>
      <SubmitButton variant="primary" className="mt-6">
        Save changes
      </SubmitButton>
    </form>
  );
}

interface PictureProps {
  account: Account;
  field: Omit<Parameters<typeof TextField>[0], 'onInput'>;
}

/** The picture's address with a preview that follows while it is typed. */
function Picture({ account, field }: PictureProps) {
  const [shown, setShown] = useState(field.initial ?? '');
  return (
    <div className="flex items-start gap-4 sm:col-span-2">
      <Avatar
        name={[account.firstName ?? account.email, account.lastName].join(' ')}
        src={shown}
        size="md"
        className="mt-7"
      />
      <TextField
        {...field}
        type="url"
        inputMode="url"
        placeholder="https://"
        help="Address of a picture, starting with https://."
        className="min-w-0 flex-1"
        onInput={(event) => setShown(event.currentTarget.value)}
      />
    </div>
  );
}
