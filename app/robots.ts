import type { MetadataRoute } from 'next';
import { siteUrl } from './site-url';

export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: ['/api/', '/auth/', '/account', '/billing/', '/checkout', '/workflows'],
    },
    sitemap: new URL('/sitemap.xml', siteUrl()).href,
  };
}
