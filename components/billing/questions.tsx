import { ChevronDownIcon } from '@/components/ui/icons';
import { graceDays } from '@/lib/catalog/plans';

const questions = [
  {
    question: 'How do I pay?',
    answer:
      'By card, on a page that Stripe hosts. Cue never sees the number. Prices are in US dollars; the page shows the whole amount before you pay.',
  },
  {
    question: 'Can I change or cancel?',
    answer:
      'At any time, in the billing portal that your account page opens. A cancelled plan stays yours until the end of the period that you paid for, and you can take the cancellation back until then.',
  },
  {
    question: 'What becomes of my workflows when a plan ends?',
    answer:
      'They stay yours: open, change and delete them as before. New ones wait until you are under the free plan’s limit, and what the plan had unlocked locks again.',
  },
  {
    question: 'What if a renewal fails?',
    answer: `Stripe tries again over the following days. You keep your plan for ${graceDays} days meanwhile; your account page says so and shows how to mend it.`,
  },
  {
    question: 'Can I buy before I have an account?',
    answer:
      'Yes, with an e-mail address. Sign in later with Google or GitHub under the same address, and the plan is yours.',
  },
] as const;

export function Questions() {
  return (
    <section aria-labelledby="questions">
      <h2 id="questions" className="headline text-2xl">
        Before you pay
      </h2>
      <div className="mt-8 border-t">
        {questions.map(({ question, answer }) => (
          <details key={question} className="group border-b">
            <summary className="flex list-none items-center justify-between gap-4 rounded py-5 font-medium [&::-webkit-details-marker]:hidden">
              {question}
              <ChevronDownIcon className="size-5 text-faint transition-transform duration-150 group-open:rotate-180" />
            </summary>
            <p className="max-w-2xl pb-6 text-soft">{answer}</p>
          </details>
        ))}
      </div>
    </section>
  );
}
