import { serveMcp } from '@/lib/api/admin/mcp';

/** An admin key; each tool asks for its scope. */
const handle = (request: Request) => serveMcp(request);

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
