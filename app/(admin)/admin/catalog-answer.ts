import 'server-only';
import { answerForm } from '@/app/form-result';
import { redirectTo } from '@/app/redirect-to';
import type { FormState } from '@/components/forms/form-state';
import type { CommandName } from '@/lib/admin/registry';
import { runCommand } from './command';
import { createFormReader, type FormReader } from './form-reader';

type Of<Verb extends string> = Extract<
  CommandName,
  `${'products' | 'prices' | 'coupons' | 'promotion_codes'}.${Verb}`
>;
type Change = Of<'create' | 'update' | 'archive' | 'replace'>;
type Removal = Of<'delete'>;

type ReadInput = (form: FormReader) => Record<string, unknown>;

const byId: ReadInput = (form) => form.texts(['id']);

/** What answers the forms of one kind of object of the catalog: one command, then its page. */
interface CatalogAnswers {
  /** @param done what the page says afterwards, by the word in its address */
  change: (
    sent: readonly [previous: FormState, data: FormData],
    name: Change,
    done: string,
    read?: ReadInput,
  ) => Promise<FormState>;
  /** What Stripe would not delete has been archived, and its page says so. */
  remove: (
    sent: readonly [previous: FormState, data: FormData],
    name: Removal,
  ) => Promise<FormState>;
}

/** @param path of the list, such as `/admin/products` */
export function createCatalogAnswers(path: string): CatalogAnswers {
  const pageOf = (id: string, done: string) =>
    redirectTo(`${path}/${encodeURIComponent(id)}?done=${done}`);
  return {
    change: ([previous, data], name, done, read = byId) =>
      answerForm(previous, data, async () => {
        const form = createFormReader(data);
        const input = read(form);
        form.check();
        const { id } = await runCommand(data, name, input);
        return pageOf(id, done);
      }),
    remove: ([previous, data], name) =>
      answerForm(previous, data, async () => {
        const input = createFormReader(data).texts(['id', 'confirm']);
        const { id, result } = await runCommand(data, name, input);
        return result === 'deleted' ? redirectTo(`${path}?done=deleted`) : pageOf(id, 'kept');
      }),
  };
}
