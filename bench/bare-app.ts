import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const files: Record<string, string> = {
  'package.json': '{ "name": "bare", "private": true, "type": "module" }',
  'next.config.mjs': `import path from 'node:path';
export default { turbopack: { root: path.resolve(import.meta.dirname, '../../..') }, agentRules: false };`,
  'app/layout.jsx': `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}`,
  'app/page.jsx': `import Link from 'next/link';
export default function Page() {
  return <main><h1>Bare</h1><Link href="/other">Other</Link></main>;
}`,
  'app/other/page.jsx': `export default function Other() { return <p>Other</p>; }`,
};

/**
 * Builds the smallest Next app of the installed version, with two pages and a link between them:
 * what any page of such an app costs at least.
 *
 * @param folder a folder inside the repository, so that it finds the same node_modules
 * @throws when the build fails, with its output
 */
export function buildBareApp(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const result = spawnSync('next', ['build'], { cwd: folder, encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(`The bare app does not build:\n${result.stdout}${result.stderr}`);
}
