import type { ReactNode } from 'react';
import type { FormAction } from '@/components/forms/form-state';
import { CommandForm } from '../command-form';
import { Panel } from '../panel';
import { fieldLabels } from './field-labels';
import { MetadataField } from './metadata-field';

/** The actions that every object of the catalog has. */
export type CatalogFormActions = Readonly<
  Record<'save' | 'archive' | 'restore' | 'remove', FormAction>
>;

/** One line of the panel: what it is called, its button, and what follows from pressing it. */
interface Line {
  fold: string;
  submit: string;
  help: string;
}

interface CatalogActionsProps {
  id: string;
  actions: CatalogFormActions;
  edit: Omit<Line, 'help'>;
  /** Fields that can be edited besides the metadata. */
  fields?: ReactNode;
  /** Lines of this kind of object alone. */
  children?: ReactNode;
  isArchived: boolean;
  archive: Line;
  restore: Line;
  /** `confirm` has to be typed. */
  remove: Line & { confirm: string };
}

/** What can be changed of an object of the catalog, each behind one line. */
export function CatalogActions(props: CatalogActionsProps) {
  const { id, actions, edit, fields, children, isArchived, archive, restore, remove } = props;
  const hidden = { id };
  return (
    <Panel title="Change">
      <div className="rounded border bg-sheet">
        <CommandForm action={actions.save} labels={fieldLabels} hidden={hidden} {...edit}>
          {fields}
          <MetadataField isChange />
        </CommandForm>
        {children}
        {isArchived ? (
          <CommandForm action={actions.restore} hidden={hidden} {...restore} />
        ) : (
          <CommandForm action={actions.archive} hidden={hidden} {...archive} />
        )}
        <CommandForm action={actions.remove} hidden={hidden} {...remove} />
      </div>
    </Panel>
  );
}
