import { Gate } from '@/components/billing/gate';
import type { FormAction } from '@/components/forms/form-state';
import { ChevronDownIcon } from '@/components/ui/icons';
import type { Feature } from '@/lib/catalog/schema';
import {
  credentialKindLabels,
  credentialKindSchema,
  type CredentialKind,
} from '@/lib/workflows/credential-kind';
import { credentialKindSummaries } from '@/lib/workflows/credentials/fields';
import { featureOfKind } from '@/lib/workflows/credentials/schema';
import { CredentialForm } from './credential-form';

interface AddCredentialProps {
  features: readonly Feature[];
  /** Whose form is open from the start, because a step asks for such an account. */
  opened: CredentialKind | null;
  action: FormAction;
}

/** What can be connected; each opens its form, or says which plan has it. */
export function AddCredential({ features, opened, action }: AddCredentialProps) {
  const lockOf = (kind: CredentialKind) => {
    const feature = featureOfKind[kind];
    return feature === null || features.includes(feature) ? null : feature;
  };
  // What can be connected now stands first.
  const kinds = credentialKindSchema.options.toSorted(
    (a, b) => Number(lockOf(a) !== null) - Number(lockOf(b) !== null),
  );
  return (
    <ul className="space-y-3">
      {kinds.map((kind) => {
        const lock = lockOf(kind);
        const label = credentialKindLabels[kind];
        if (lock !== null) {
          return (
            <li key={kind} id={`connect-${kind}`}>
              <Gate feature={lock} label={label} />
            </li>
          );
        }
        return (
          <li key={kind} id={`connect-${kind}`} className="scroll-mt-6">
            {/* One at a time: a form that is open closes the others. */}
            <details
              name="connect"
              open={kind === opened}
              className="group rounded border bg-sheet"
            >
              <summary className="flex cursor-pointer list-none items-center justify-between gap-4 rounded p-4 hover:bg-wing sm:px-5 [&::-webkit-details-marker]:hidden">
                <span>
                  <span className="block font-medium">{label}</span>
                  <span className="text-sm text-soft">{credentialKindSummaries[kind]}</span>
                </span>
                <ChevronDownIcon className="size-5 shrink-0 text-faint group-open:rotate-180" />
              </summary>
              <div className="border-t p-4 sm:p-5">
                <CredentialForm kind={kind} action={action} />
              </div>
            </details>
          </li>
        );
      })}
    </ul>
  );
}
