'use server';

import { refresh } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { answerForm } from '@/app/form-result';
import { formText } from '@/app/form-text';
import { redirectTo } from '@/app/redirect-to';
import { deletionPhrase } from '@/components/account/deletion-phrase';
import type { FormState } from '@/components/forms/form-state';
import { deleteAccount as removeAccount, updateProfile } from '@/lib/account/commands';
import { requireAccount } from '@/lib/account/queries';
import { profileUpdateSchema } from '@/lib/account/schema';
import { requireUser } from '@/lib/auth/queries';
import { openPortal as startPortal } from '@/lib/billing/commands';
import { createBillingDeps } from '@/lib/billing/deps';
import { portalFlowSchema } from '@/lib/billing/schema';
import { createUserClient } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { parseFields } from '@/lib/errors/field-errors';

/** The signed-in person, about themselves. */
export async function saveProfile(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const user = await requireUser();
    const db = createUserClient(user.id);
    const typed = Object.fromEntries(data);
    const stored = await requireAccount(db, user);
    // A provider's picture may stand at an address that nobody could type in here: it is left alone
    // as long as it is left as it was.
    if (typed.profileImageUrl === stored.profileImageUrl) delete typed.profileImageUrl;
    await updateProfile(db, user, parseFields(profileUpdateSchema, typed));
    refresh();
    return 'Your profile is saved.';
  });
}

/** The signed-in person, to their own customer's portal. */
export async function openPortal(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const flow = portalFlowSchema.safeParse(data.get('flow'));
    const { url } = await startPortal(createBillingDeps(await requireUser()), {
      return_url: '/account',
      ...(flow.success && { flow: flow.data }),
    });
    redirectTo(url);
  });
}

/** The signed-in person, for good; only with the phrase typed. */
export async function deleteAccount(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const user = await requireUser();
    const confirmation = formText(data, 'confirmation');
    if (confirmation.trim().toLowerCase() !== deletionPhrase) {
      throw new AppError('invalid_fields', {
        detail: 'Nothing was deleted.',
        fields: [{ path: 'confirmation', message: `Type "${deletionPhrase}" to go on` }],
      });
    }
    await removeAccount(createBillingDeps(user));
    await forgetSession();
    redirect('/goodbye');
  });
}

/** Takes next-auth's cookies away, under whichever of its names they stand. */
async function forgetSession(): Promise<void> {
  const jar = await cookies();
  for (const { name } of jar.getAll()) {
    if (!name.includes('next-auth.session-token')) continue;
    const secure = name.startsWith('__Secure-');
    jar.set(name, '', { maxAge: 0, path: '/', httpOnly: true, sameSite: 'lax', secure });
  }
}
