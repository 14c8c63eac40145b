import type { PromotionCodeRow } from '@/lib/admin/rows';
import { CatalogActions, type CatalogFormActions } from './catalog-actions';

interface CodeActionsProps {
  code: PromotionCodeRow;
  actions: CatalogFormActions;
}

/** What can be changed of a promotion code. */
export function CodeActions({ code: { id, code, active }, actions }: CodeActionsProps) {
  return (
    <CatalogActions
      id={id}
      actions={actions}
      edit={{ fold: 'Edit metadata', submit: 'Save promotion code' }}
      isArchived={!active}
      archive={{
        fold: 'Turn this code off',
        submit: 'Turn code off',
        help: 'Nobody can redeem it any more. Discounts that were given go on, and it can be turned on again.',
      }}
      restore={{
        fold: 'Turn this code on',
        submit: 'Turn code on',
        help: 'Stripe refuses that for a code that has expired or is used up.',
      }}
      remove={{
        fold: 'Delete this code',
        submit: 'Delete code',
        confirm: code,
        help: 'Stripe deletes no promotion codes: it is turned off instead, and you are told.',
      }}
    />
  );
}
