import { Gate } from '@/components/billing/gate';
import { buttonStyle } from '@/components/ui/button';
import { DownloadIcon } from '@/components/ui/icons';
import type { Feature } from '@/lib/catalog/schema';

interface ExportPanelProps {
  feature: Extract<Feature, 'export' | 'bulk_export' | 'code_export'>;
  isUnlocked: boolean;
  /** The download's address. The server decides again whether the plan includes it. */
  href: string;
  label: string;
}

/** A download, or where the plan ends a lock and what would open it. */
export function ExportPanel({ feature, isUnlocked, href, label }: ExportPanelProps) {
  if (!isUnlocked) return <Gate feature={feature} label={label} />;
  return (
    <a href={href} download className={buttonStyle()}>
      <DownloadIcon className="size-[18px]" />
      {label}
    </a>
  );
}
