import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { expect, it } from 'vitest';
import packageJson from '@/package.json';

/**
 * What `queue.ts` uses of the library beyond its published interface. What it does there is proven by
 * `supabase/tests/runner-crash.test.ts`, with servers that are killed.
 */
it('the library is pinned, because giving back the work of dead servers is not part of its interface', () => {
  expect(packageJson.dependencies['@dbos-inc/dbos-sdk']).toMatch(/^\d+\.\d+\.\d+$/);
  expect(typeof DBOSExecutor.prototype.recoverPendingWorkflows).toBe('function');
  expect(Object.hasOwn(DBOSExecutor, 'globalInstance') || 'globalInstance' in DBOSExecutor).toBe(
    true,
  );
});
