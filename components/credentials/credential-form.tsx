'use client';

import type { FormAction } from '@/components/forms/form-state';
import { FormSummary } from '@/components/forms/form-summary';
import { TextField } from '@/components/forms/text-field';
import { useDoneToast } from '@/components/forms/use-done-toast';
import { useFormAction } from '@/components/forms/use-form-action';
import { SubmitButton } from '@/components/ui/submit-button';
import { credentialKindLabels, type CredentialKind } from '@/lib/workflows/credential-kind';
import { secretFields } from '@/lib/workflows/credentials/fields';

interface CredentialFormProps {
  kind: CredentialKind;
  action: FormAction;
  /** The account that is changed; a new one without it. */
  existing?: { id: string; name: string };
}

/** Connects an account of one kind, or changes one: what is left empty then stays. */
export function CredentialForm({ kind, action, existing }: CredentialFormProps) {
  const { state, send, form, firstRefused } = useFormAction(action);
  useDoneToast(state);
  const fields = secretFields[kind].map((field) => ({ ...field, path: `secret.${field.name}` }));
  const labels = {
    name: 'Name',
    ...Object.fromEntries(fields.map(({ path, label }) => [path, label])),
  };
  const isNew = existing === undefined;
  const what = isNew ? credentialKindLabels[kind] : existing.name;
  return (
    <form
      ref={form}
      action={send}
      noValidate
      aria-label={isNew ? `Connect ${what}` : `Change ${what}`}
    >
      <FormSummary state={state} labels={labels} />
      {isNew ? (
        <input type="hidden" name="kind" value={kind} />
      ) : (
        <input type="hidden" name="id" value={existing.id} />
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Name"
          name="name"
          required
          maxLength={80}
          state={state}
          initial={isNew ? credentialKindLabels[kind] : existing.name}
          help="How you tell it from others."
          autoComplete="off"
          isFirstRefused={firstRefused === 'name'}
          className="sm:col-span-2"
        />
        {fields.map(({ path, label, help, placeholder, isHidden }) => (
          <TextField
            key={path}
            label={label}
            name={path}
            type={isHidden ? 'password' : 'text'}
            required={isNew}
            saysOptional={false}
            state={state}
            help={help}
            placeholder={placeholder}
            // Browsers must neither keep it nor fill in the password of this site.
            autoComplete={isHidden ? 'new-password' : 'off'}
            spellCheck={false}
            isFirstRefused={firstRefused === path}
            className={fields.length === 1 ? 'sm:col-span-2' : ''}
          />
        ))}
      </div>
      {!isNew && (
        <p className="mt-4 text-sm text-faint">
          To keep the secret as it is, leave its fields empty. To replace it, fill in all of them.
        </p>
      )}
      <SubmitButton variant={isNew ? 'primary' : 'secondary'} className="mt-6">
        {isNew ? `Connect ${what}` : 'Save changes'}
      </SubmitButton>
    </form>
  );
}
