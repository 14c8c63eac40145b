import 'server-only';
import { requireReader } from '@/app/reader';
import { Section } from '@/components/layout/section';
import { HookAddress } from '@/components/workflows/trigger/hook-address';
import { ScheduleTimes } from '@/components/workflows/trigger/schedule-times';
import { StripeEventFacts } from '@/components/workflows/trigger/stripe-event-facts';
import { getAdmin } from '@/lib/admin/guard';
import { appEnv } from '@/lib/env/env';
import type { GraphNode } from '@/lib/workflows/graph/structure';
import { checkConfig, nodes } from '@/lib/workflows/nodes/registry';
import type { RunSummary } from '@/lib/workflows/runner/schema';
import type { Workflow } from '@/lib/workflows/schema';
import { toHookUrl } from '@/lib/workflows/triggers/hook-address';
import { listScheduledRuns, readHook, type Armed } from '@/lib/workflows/triggers/queries';
import { nextMoments, pastMoments, type Timing } from '@/lib/workflows/triggers/timetable';
import { revokeHookAddress, rotateHookAddress } from './actions';

interface TriggerFactsProps {
  workflow: Workflow;
  node: GraphNode;
  kind: Exclude<RunSummary['trigger'], 'manual'>;
  armed: Armed | null;
  locale: string;
}

const NEXT_SHOWN = 3;
const PAST_SHOWN = 5;
const DAY_MS = 86_400_000;
const exampleBody = JSON.stringify({ email: 'ada@example.com', amount: 120 });

/** What there is to know of a trigger, by its kind. */
export function TriggerFacts({ workflow, node, kind, armed, locale }: TriggerFactsProps) {
  switch (kind) {
    case 'schedule':
      return <Schedule workflow={workflow} node={node} armed={armed} locale={locale} />;
    case 'webhook':
      return <Webhook workflow={workflow} locale={locale} />;
    case 'stripe_event':
      return <StripeEvent workflow={workflow} node={node} />;
  }
}

const readerOf = ({ id }: Workflow) => requireReader(`/workflows/${id}/trigger`);

async function Schedule({ workflow, node, armed, locale }: Omit<TriggerFactsProps, 'kind'>) {
  const { success, data: timing } = nodes.schedule.config.safeParse(node.data);
  // What is missing or wrong is said above, with the way to the editor.
  if (!success || checkConfig('schedule', timing).length > 0) return null;
  const now = new Date();
  const past = armed === null ? [] : await listPast(workflow, timing, armed, now);
  return (
    <Section title="Times" help="The clock of its time zone decides, also when that is moved.">
      <ScheduleTimes
        workflowId={workflow.id}
        timing={timing}
        isActive={armed !== null}
        next={nextMoments(timing, now, NEXT_SHOWN)}
        past={past}
        locale={locale}
      />
    </Section>
  );
}

/** A time whose run is no longer kept is not called missed: it is not shown. */
async function listPast(workflow: Workflow, timing: Timing, { armedAt, nextAt }: Armed, now: Date) {
  const { db, entitlements } = await readerOf(workflow);
  const { historyDays } = entitlements.limits;
  const keptSince = historyDays === null ? 0 : now.getTime() - historyDays * DAY_MS;
  const from = new Date(Math.max(armedAt.getTime(), keptSince));
  const runs = await listScheduledRuns(db, workflow.id, { since: from, limit: PAST_SHOWN });
  return pastMoments(timing, { from, nextAt, runs }, now, PAST_SHOWN);
}

async function Webhook({ workflow, locale }: Pick<TriggerFactsProps, 'workflow' | 'locale'>) {
  const { db } = await readerOf(workflow);
  const hook = await readHook(db, workflow.id);
  return (
    <Section
      title="Secret address"
      help="Send it anything with POST, up to 256 KiB. The same Idempotency-Key starts one run. It answers once the workflow is active."
    >
      <HookAddress
        workflowId={workflow.id}
        hook={hook}
        base={toHookUrl(appEnv().NEXTAUTH_URL, '')}
        sample={exampleBody}
        locale={locale}
        actions={{ rotate: rotateHookAddress, revoke: revokeHookAddress }}
      />
    </Section>
  );
}

async function StripeEvent({ workflow, node }: Pick<TriggerFactsProps, 'workflow' | 'node'>) {
  const { success, data: config } = nodes.stripe_event.config.safeParse(node.data);
  if (!success) return null;
  const { entitlements } = await readerOf(workflow);
  return (
    <Section title="Event" help="As Stripe reports it to this site.">
      <StripeEventFacts
        eventType={config.eventType}
        isOperator={(await getAdmin()) !== null}
        hasCustomer={entitlements.hasCustomer}
        sample={nodes.stripe_event.sample}
      />
    </Section>
  );
}
