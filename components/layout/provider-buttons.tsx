import { buttonStyle } from '@/components/ui/button';
import { GithubMark, GoogleMark } from '@/components/ui/provider-marks';
import { providerNames, type ProviderId } from '@/lib/auth/schema';

const marks: Record<ProviderId, typeof GoogleMark> = { google: GoogleMark, github: GithubMark };

/**
 * One form per identity provider. Plain GET forms: the route behind them only starts the sign-in,
 * and they work before and without script.
 */
export function ProviderButtons({ callbackUrl }: { callbackUrl: string | null }) {
  return (
    <div className="grid gap-3">
      {(['google', 'github'] as const).map((provider) => {
        const Mark = marks[provider];
        return (
          <form key={provider} action={`/auth/${provider}`} method="get">
            {callbackUrl !== null && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
            <button type="submit" className={buttonStyle({ size: 'lg', className: 'w-full' })}>
              <Mark className="size-[18px]" />
              Continue with {providerNames[provider]}
            </button>
          </form>
        );
      })}
    </div>
  );
}
