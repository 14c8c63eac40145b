import Link from 'next/link';
import type { ReactNode } from 'react';
import { Lamp } from '@/components/ui/lamp';
import { Wordmark } from './wordmark';

/** Foot of the public pages. */
export function SiteFooter() {
  return (
    <footer className="border-t bg-wing">
      <div className="mx-auto grid max-w-6xl gap-10 px-5 py-12 sm:grid-cols-[1fr_auto_auto] sm:gap-20 sm:px-8">
        <div className="space-y-3">
          <Wordmark />
          <p className="flex items-center gap-2.5 text-sm text-faint">
            <Lamp tone="standby" /> Standing by.
          </p>
        </div>
        <Column title="Cue">
          <FooterLink href="/">Home</FooterLink>
          <FooterLink href="/pricing">Pricing</FooterLink>
          <FooterLink href="/sign-in">Sign in</FooterLink>
        </Column>
        <Column title="For programs">
          {/* Answers of the API, not pages: a plain link. */}
          <PlainLink href="/api/openapi.json">OpenAPI document</PlainLink>
          <PlainLink href="/api/plans">Plans as JSON</PlainLink>
          <PlainLink href="/api/health">Health</PlainLink>
        </Column>
      </div>
    </footer>
  );
}

function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <nav aria-label={title}>
      <p className="text-sm font-medium">{title}</p>
      <ul className="mt-2">{children}</ul>
    </nav>
  );
}

const linkStyle = 'inline-block rounded py-1.5 text-sm text-soft hover:text-ink hover:underline';

function FooterLink({ href, children }: { href: '/' | '/pricing' | '/sign-in'; children: string }) {
  return (
    <li>
      <Link href={href} className={linkStyle}>
        {children}
      </Link>
    </li>
  );
}

function PlainLink({ href, children }: { href: string; children: string }) {
  return (
    <li>
      <a href={href} className={linkStyle}>
        {children}
      </a>
    </li>
  );
}
