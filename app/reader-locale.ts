import 'server-only';
import { headers } from 'next/headers';
import { cache } from 'react';
import { parseLocale } from './parse-locale';

/** The language in which the reader of this request writes dates and amounts. */
export const getReaderLocale = cache(async (): Promise<string> =>
  parseLocale((await headers()).get('accept-language')),
);
