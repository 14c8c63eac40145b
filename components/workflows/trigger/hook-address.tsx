'use client';

import { useActionState, useEffect, useRef, type ReactNode } from 'react';
import { ActionForm } from '@/components/forms/action-form';
import { FormProblem } from '@/components/forms/form-problem';
import { idleForm, type FormAction } from '@/components/forms/form-state';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { CopyResult } from '@/components/ui/copy-result';
import { LocalDate } from '@/components/ui/local-date';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Hook } from '@/lib/workflows/triggers/schema';
import { CodeView } from '../code-view';
import type { HookFormAction } from './hook-form-state';

interface HookAddressProps {
  workflowId: string;
  hook: Hook;
  /** Without its token, for example `https://cue.example.com/api/hooks/`. */
  base: string;
  /** JSON that a sender might send. */
  sample: string;
  locale: string;
  actions: { rotate: HookFormAction; revoke: FormAction };
}

/** The secret address of a workflow: made here, shown once, replaced or ended here. */
export function HookAddress({ workflowId, hook, base, sample, locale, actions }: HookAddressProps) {
  const [state, rotate] = useActionState(actions.rotate, { ...idleForm, url: null });
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that was pressed may be gone by now.
    if (state.outcome !== 'idle') answer.current?.focus();
  }, [state]);
  // What was made in this window may have been ended since.
  const url = hook.exists ? state.url : null;
  const form = (children: ReactNode) => (
    <form action={rotate} aria-label="Make an address">
      <input type="hidden" name="id" value={workflowId} />
      {children}
    </form>
  );
  return (
    <div className="space-y-5">
      {state.outcome === 'refused' && <FormProblem ref={answer} message={state.message} />}
      {url !== null && (
        <div ref={answer} tabIndex={-1}>
          <CopyResult label="Copy it now: it is not shown again" text={url} />
        </div>
      )}
      {hook.exists ? (
        <Existing hook={hook} base={base} isShown={url !== null} locale={locale} />
      ) : (
        <p className="text-sm text-soft">
          There is no address yet. Whoever knows it can start this workflow, so treat it like a
          password.
        </p>
      )}
      {hook.exists ? (
        <div className="flex flex-wrap gap-3">
          <ConfirmDialog
            // Closes it once there is a new one.
            key={state.attempt}
            trigger="Make a new address"
            title="Make a new address?"
            text="The one before ends at once: senders that still use it are refused."
          >
            {form(<SubmitButton variant="primary">Replace the address</SubmitButton>)}
          </ConfirmDialog>
          <ConfirmDialog
            trigger="Revoke"
            triggerLabel="Revoke the address"
            variant="danger-quiet"
            title="Revoke the address?"
            text="It ends at once, and no address takes its place."
          >
            <ActionForm action={actions.revoke} label="Revoke the address">
              <input type="hidden" name="id" value={workflowId} />
              <SubmitButton variant="danger">Revoke it</SubmitButton>
            </ActionForm>
          </ConfirmDialog>
        </div>
      ) : (
        form(<SubmitButton variant="primary">Make the address</SubmitButton>)
      )}
      <CodeView
        text={writeCurl(url ?? `${base}<token>`, sample)}
        label="Example with curl"
        copyLabel="Copy example"
      />
    </div>
  );
}

interface ExistingProps extends Pick<HookAddressProps, 'hook' | 'base' | 'locale'> {
  isShown: boolean;
}

function Existing({ hook, base, isShown, locale }: ExistingProps) {
  const date = (value: string) => (
    <LocalDate value={value} locale={locale} dateStyle="medium" withTime />
  );
  return (
    <div className="text-sm">
      {!isShown && (
        <p className="mb-2 rounded border bg-wing px-3 py-2.5 font-mono text-xs break-all">
          {base}
          <span aria-label="a token that is not shown again">••••••••</span>
        </p>
      )}
      <p className="text-faint">
        {hook.createdAt !== null && <>Made {date(hook.createdAt)}. </>}
        {hook.lastUsedAt === null ? 'Not used yet.' : <>Last used {date(hook.lastUsedAt)}.</>}
        {!isShown && ' Lost it? Make a new one.'}
      </p>
    </div>
  );
}

/** For a shell: what stands between single quotes is taken as it is. */
function writeCurl(url: string, sample: string): string {
  return [
    `curl -X POST '${url}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H 'Idempotency-Key: order-1042' \\`,
    `  -d '${sample.replaceAll("'", `'\\''`)}'`,
  ].join('\n');
}
