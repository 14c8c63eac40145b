import type { Hono } from 'hono';
import type { PagesPort } from './pages/port';
export function mountPages(app: Hono, port: PagesPort): void {
  app.get('/', (c) => c.json(port.counts()));
}
