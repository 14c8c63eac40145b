'use client';

import type { ComponentProps } from 'react';
import { TextAreaField } from '@/components/forms/text-area-field';
import { useCommandState } from '../command-state';

/** Several lines of text in a `CommandForm`. */
export function CommandTextArea(
  props: Omit<ComponentProps<typeof TextAreaField>, 'state' | 'isFirstRefused'>,
) {
  const { state, firstRefused } = useCommandState();
  return <TextAreaField {...props} state={state} isFirstRefused={firstRefused === props.name} />;
}
