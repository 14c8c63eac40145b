import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { ThemeScript } from '@/components/layout/theme-script';
import { mono, sans, serif } from './fonts';
import './globals.css';
import { openGraphFor, siteDescription, siteTitle } from './open-graph';
import { siteUrl } from './site-url';

export function generateMetadata(): Metadata {
  return {
    metadataBase: siteUrl(),
    title: { default: siteTitle, template: '%s · Cue' },
    description: siteDescription,
    applicationName: 'Cue',
    openGraph: openGraphFor('/', siteTitle, siteDescription),
    twitter: { card: 'summary_large_image' },
    formatDetection: { telephone: false, address: false, email: false },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf6ef' },
    { media: '(prefers-color-scheme: dark)', color: '#1a1c1f' },
  ],
  colorScheme: 'light dark',
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The theme script writes an attribute here before React arrives.
    <html
      lang="en"
      className={`${sans.variable} ${mono.variable} ${serif.variable} antialiased`}
      suppressHydrationWarning
    >
      <head>
        <ThemeScript />
      </head>
      <body className="bg-paper font-sans text-base text-ink">{children}</body>
    </html>
  );
}
