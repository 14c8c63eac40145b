import { serveAdmin } from '@/lib/api/admin/serve-admin';

type Context = RouteContext<'/api/admin/[...command]'>;

/** An admin key with the command's scope, or a signed-in operator on a page of this app. */
async function handle(request: Request, { params }: Context): Promise<Response> {
  return serveAdmin(request, (await params).command);
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
