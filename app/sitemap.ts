import type { MetadataRoute } from 'next';
import { siteUrl } from './site-url';

const publicPages = [
  { path: '/', priority: 1 },
  { path: '/pricing', priority: 0.8 },
  { path: '/sign-in', priority: 0.3 },
] as const;

export default function sitemap(): MetadataRoute.Sitemap {
  const origin = siteUrl();
  return publicPages.map(({ path, priority }) => ({
    url: new URL(path, origin).href,
    changeFrequency: 'monthly',
    priority,
  }));
}
