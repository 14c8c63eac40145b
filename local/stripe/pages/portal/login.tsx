/** @jsxImportSource hono/jsx */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { Page, toDocument } from '../../../kit/page/page';
import { isSameOrigin, pageHeaders } from '../../../kit/page/security';
import { Field } from '../card-form';
import { textOf } from '../card-input';
import { createClient } from '../client';
import type { PagesPort } from '../port';
import { problemResponse } from '../problem';
import { customerSchema, listSchema } from '../schema';

const configurationSchema = z.looseObject({
  id: z.string(),
  login_page: z.looseObject({ url: z.string().nullable() }),
});
const linkSchema = z.looseObject({ url: z.string() });

/** Mounts the login page of portal configurations: an e-mail address leads to the portal. */
export function mountLogin(app: Hono, port: PagesPort): void {
  app.get('/p/login/:token', async (c) => {
    const configuration = await configurationFor(port, c);
    return configuration === null ? unknown(c) : show(c, '', undefined);
  });

  app.post('/p/login/:token', async (c) => {
    if (!isSameOrigin(c)) return c.text('Forms are accepted from this server only.', 403);
    const configuration = await configurationFor(port, c);
    if (configuration === null) return unknown(c);
    const client = createClient(port);
    const email = textOf(await c.req.formData(), 'email');
    const found = await client.get('/v1/customers', listSchema(customerSchema), {
      email,
      limit: 1,
    });
    const [customer] = email === '' ? [] : found.data;
    if (customer === undefined) return show(c, email, 'No customer has this e-mail address.');
    const { url } = await client.post('/v1/billing_portal/sessions', linkSchema, {
      customer: customer.id,
      configuration,
    });
    return c.redirect(new URL(url).pathname, 303);
  });
}

/** The active configuration whose login page this is, or null. */
async function configurationFor(port: PagesPort, c: Context): Promise<string | null> {
  const list = listSchema(configurationSchema);
  const { data } = await createClient(port).get('/v1/billing_portal/configurations', list, {
    active: true,
    limit: 100,
  });
  const path = `/p/login/${c.req.param('token') ?? ''}`;
  const isHere = (url: string | null) => url !== null && new URL(url).pathname === path;
  return data.find(({ login_page: page }) => isHere(page.url))?.id ?? null;
}

function unknown(c: Context): Response | Promise<Response> {
  return problemResponse(c, 404, {
    title: 'This login page is closed',
    text: 'The link is not complete, or the page was switched off in the portal’s configuration.',
  });
}

function show(c: Context, email: string, error: string | undefined): Response | Promise<Response> {
  const page = (
    <Page standIn="stripe" title="Log in to your billing" width="narrow" styles={['stripe.css']}>
      <form class="card stack" method="post" action={c.req.path} novalidate>
        <h1>Log in to your billing</h1>
        <p class="soft">
          Stripe would send a link to your e-mail address. This is a test: you are led there at
          once.
        </p>
        <Field id="email" label="E-mail" error={error}>
          {(attributes) => (
            <input {...attributes} type="email" autocomplete="email" value={email} />
          )}
        </Field>
        <button class="button is-primary">Continue</button>
      </form>
    </Page>
  );
  return c.html(toDocument(page), error === undefined ? 200 : 422, pageHeaders());
}
