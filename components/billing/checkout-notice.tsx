import Link from 'next/link';
import { NoticeText } from '@/components/layout/notice-text';
import { buttonStyle } from '@/components/ui/button';
import type { CheckoutOutcome } from '@/lib/billing/schema';
import { planById } from '@/lib/catalog/plans';
import { toLinkParts } from './way-back';

interface OutcomeProps {
  outcome: CheckoutOutcome;
  isSignedIn: boolean;
  /** The page that the plan was wished for on. */
  back: string | undefined;
}

type CheckoutNoticeProps = OutcomeProps | { problem: 'unknown' | 'unreachable' };

/** What became of a purchase, and the next step. */
export function CheckoutNotice(props: CheckoutNoticeProps) {
  if ('problem' in props) return <Problem problem={props.problem} />;
  const { outcome, isSignedIn, back } = props;
  if (outcome.status !== 'complete') return <NotPaid status={outcome.status} />;
  const plan = outcome.tier === null ? 'Your plan' : planById(outcome.tier).name;
  return isSignedIn ? (
    <NoticeText
      sign="Paid"
      tone="go"
      title={`${plan} is yours`}
      text={
        <p>
          Everything in the plan is unlocked now. Your account page has the renewal date, and the
          receipt goes to {outcome.email ?? 'your e-mail address'}.
        </p>
      }
    >
      {back === undefined ? (
        <Link href="/workflows" className={buttonStyle({ variant: 'primary' })}>
          Open your workflows
        </Link>
      ) : (
        <Link href={toLinkParts(back)} className={buttonStyle({ variant: 'primary' })}>
          Go on where you were
        </Link>
      )}
      <Link href="/account" className={buttonStyle()}>
        See your account
      </Link>
    </NoticeText>
  ) : (
    <GuestPaid plan={plan} email={outcome.email} />
  );
}

function GuestPaid({ plan, email }: { plan: string; email: string | null }) {
  return (
    <NoticeText
      sign="Paid"
      tone="go"
      title={`${plan} is waiting for you`}
      text={
        <p>
          Sign in with Google or GitHub under{' '}
          <strong>{email ?? 'the address you paid with'}</strong>. The provider must have verified
          that address; the plan is then yours at once.
        </p>
      }
    >
      <Link href="/sign-in?callbackUrl=%2Faccount" className={buttonStyle({ variant: 'primary' })}>
        Sign in to claim it
      </Link>
    </NoticeText>
  );
}

function NotPaid({ status }: { status: 'open' | 'expired' }) {
  return (
    <NoticeText
      sign="Not paid"
      tone="standby"
      title={status === 'open' ? 'The payment is not finished' : 'This checkout has expired'}
      text={
        <p>
          {status === 'open'
            ? 'Nothing was charged so far. Go back to the payment page, or start again.'
            : 'Nothing was charged. Choose a plan to start again.'}
        </p>
      }
    >
      <Link href="/pricing" className={buttonStyle({ variant: 'primary' })}>
        See the plans
      </Link>
    </NoticeText>
  );
}

function Problem({ problem }: { problem: 'unknown' | 'unreachable' }) {
  const isUnknown = problem === 'unknown';
  return (
    <NoticeText
      sign={isUnknown ? 'Not found' : 'Stripe does not answer'}
      tone={isUnknown ? 'off' : 'standby'}
      title={isUnknown ? 'We know no such purchase' : 'We cannot see your payment yet'}
      text={
        <p>
          {isUnknown
            ? 'It may belong to another account. If you paid, your account page shows the plan under the account that bought it.'
            : 'If you paid, nothing is lost: your plan appears on your account page as soon as Stripe can be reached. Do not pay again.'}
        </p>
      }
    >
      <Link href="/account" className={buttonStyle({ variant: 'primary' })}>
        See your account
      </Link>
    </NoticeText>
  );
}
