import type Stripe from 'stripe';
import { closeDispute } from '../billing/disputes';
import type { Account } from '../kernel/account';
import { invalid, noSuch, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

type Dispute = Records['dispute'];
type Evidence = NonNullable<Stripe.DisputeUpdateParams['evidence']>;

export const disputeRoutes = [
  route<object>('GET /v1/disputes/{id}', (account, _params, id) =>
    render(account, account.require('dispute', id)),
  ),

  route<Stripe.DisputeUpdateParams>('POST /v1/disputes/{id}', (account, params, id) => {
    const dispute = requireOpen(account, id);
    const changed = account.change('dispute', id, 'charge.dispute.updated', {
      ...(params.intended_submission_method === undefined
        ? {}
        : { intended_submission_method: params.intended_submission_method }),
      ...respond(account, dispute, params),
      metadata: mergeMetadata(dispute.metadata, params.metadata),
    });
    return render(account, changed);
  }),

  route<object>('POST /v1/disputes/{id}/close', (account, _params, id) => {
    requireOpen(account, id);
    return render(account, closeDispute(account, id, 'lost'));
  }),

  route<Stripe.DisputeListParams>('GET /v1/disputes', (account, params) => {
    const { charge, payment_intent: intent } = params;
    const found = (
      charge === undefined
        ? account.store.list('dispute')
        : account.store.list('dispute', 'charge', charge)
    ).filter((each) => intent === undefined || each.payment_intent === intent);
    return page(account, found, params, '/v1/disputes');
  }),
];

function requireOpen(account: Account, id: string): Dispute {
  const dispute = account.require('dispute', id);
  if (dispute.status === 'needs_response' || dispute.status === 'under_review') return dispute;
  throw invalid('This dispute is already closed.');
}

/** Evidence is kept, and handed to the bank unless `submit` is false. */
function respond(
  account: Account,
  dispute: Dispute,
  { evidence, submit }: Stripe.DisputeUpdateParams,
): Partial<Dispute> {
  const isSubmitted = submit ?? evidence !== undefined;
  if (dispute.status === 'under_review' && (isSubmitted || evidence !== undefined)) {
    throw invalid('The evidence of this dispute has been submitted already.', 'evidence');
  }
  const whole = { ...dispute.evidence, ...readEvidence(account, evidence ?? {}) };
  const { evidence_details: details } = dispute;
  return {
    evidence: whole,
    evidence_details: {
      ...details,
      has_evidence: Object.values(whole).some((value) => typeof value === 'string'),
      ...(isSubmitted
        ? { submission_count: details.submission_count + 1, submission_method: 'manual' as const }
        : {}),
    },
    ...(isSubmitted ? { status: 'under_review' as const } : {}),
    ...(isSubmitted ? { _verdict: verdictOf(account, whole.uncategorized_text) } : {}),
  };
}

/** Stripe's test mode decides by a word in the text; without one the bank never answers. */
function verdictOf(account: Account, text: string | null): Dispute['_verdict'] {
  const at = account.now();
  if (text?.includes('winning_evidence')) return { outcome: 'won', at };
  return text?.includes('losing_evidence') ? { outcome: 'lost', at } : null;
}

function readEvidence(account: Account, evidence: Evidence): Partial<Dispute['evidence']> {
  const { appeal, enhanced_evidence: enhanced, ...texts } = evidence;
  if (appeal !== undefined || enhanced !== undefined) {
    throw notBuilt('appeals and enhanced evidence of disputes');
  }
  const shape = account.contract.objectFields('dispute').evidence?.shape;
  const fields = shape?.kind === 'ref' ? account.contract.fields(shape.to) : {};
  for (const [name, value] of Object.entries(texts)) {
    // A document is the id of an uploaded file; nothing can be uploaded here.
    if (account.contract.isExpandable(fields[name])) {
      throw noSuch('file upload', value, `evidence[${name}]`);
    }
  }
  return texts;
}
