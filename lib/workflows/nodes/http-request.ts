import { z } from 'zod';
import { defineNode, type ConfigIssue } from './define';
import { choice, pairs, template, wholeNumber } from './field';

const methods = { GET: 'GET', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' } as const;

const config = z.object({
  method: choice(methods, { label: 'Method', initial: 'GET' }),
  url: template({
    label: 'Address',
    placeholder: 'https://api.example.com/orders',
    missing: 'Say where the request goes',
  }),
  headers: pairs({ label: 'Headers' }),
  body: template({
    label: 'Body',
    control: 'textarea',
    help: 'JSON, with {{ expressions }} where values go.',
    holds: 'json_or_text',
    showIf: { field: 'method', is: ['POST', 'PUT', 'PATCH', 'DELETE'] },
  }),
  timeoutSeconds: wholeNumber({ label: 'Give up after, seconds', min: 1, max: 60, initial: 20 }),
});

/** Whether it may be called is decided after the name is resolved, when the step runs. */
function check({ url }: z.output<typeof config>): ConfigIssue[] {
  if (/^(https?:\/\/|\{\{)/i.test(url)) return [];
  return [{ field: 'url', message: 'An address starts with https:// or http://' }];
}

export const httpRequest = defineNode({
  type: 'http_request',
  category: 'action',
  label: 'Call an address',
  summary: 'Sends an HTTP request and keeps the answer.',
  icon: 'globe',
  config,
  check,
  sample: { status: 200, headers: { 'content-type': 'application/json' }, body: { ok: true } },
  hasEffect: true,
});
