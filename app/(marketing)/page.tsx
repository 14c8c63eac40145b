import type { Metadata } from 'next';
import { JsonLd } from '@/components/layout/json-ld';
import { CueSheet } from '@/components/marketing/cue-sheet';
import { Demo } from '@/components/marketing/demo';
import { Hero } from '@/components/marketing/hero';
import { PlanStrip } from '@/components/marketing/plan-strip';
import { templates } from '@/lib/workflows/templates/gallery';
import { siteUrl } from '../site-url';

export const metadata: Metadata = {
  alternates: { canonical: '/' },
};

export default function HomePage() {
  const [template] = templates;
  return (
    <div className="mx-auto max-w-6xl px-5 sm:px-8">
      <div className="pt-16 pb-14 sm:pt-24 sm:pb-20">
        <Hero />
      </div>
      <Demo template={template} />
      <div className="space-y-24 py-24 sm:space-y-32 sm:py-32">
        <CueSheet />
        <PlanStrip />
      </div>
      <JsonLd
        data={{
          '@type': 'WebSite',
          name: 'Cue',
          url: siteUrl().href,
          description: 'Workflows kept in words and as graphs.',
        }}
      />
    </div>
  );
}
