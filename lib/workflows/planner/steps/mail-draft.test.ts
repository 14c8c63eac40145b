import { describe, expect, it } from 'vitest';
import { draftMail } from './mail-draft';

const said = (topic: string, verb = 'send') =>
  draftMail({ verb, topic, carried: null, isYours: true, title: 'Your payment failed' });

describe('draftMail', () => {
  it.each(['', 'it', 'by email', 'again', 'me', 'them again by mail'])(
    'says what happened when "%s" says nothing of its own',
    (topic) => {
      expect(said(topic)).toEqual({
        subject: 'Your payment failed',
        body: 'Your payment failed.',
      });
    },
  );

  it.each([
    ['asking for feedback', 'Your feedback'],
    ['a welcome email', 'Welcome'],
    ['a thank-you note', 'Thank you'],
    ['a payment reminder', 'Payment reminder'],
    ['that their trial is ending', 'Your trial is ending'],
    ['asking why they left', 'A question'],
    ['to submit timesheets', 'Please submit timesheets'],
  ])('makes of "%s" a subject that one could send', (topic, subject) => {
    expect(said(topic).subject).toBe(subject);
  });

  it('carries a value with a line that says what it is, and a text that a model wrote alone', () => {
    const carried = { value: '{{ steps.coupon_1.id }}', name: 'code' };
    const words = { verb: 'send', topic: 'the code', isYours: true, title: 'Welcome' };
    expect(draftMail({ ...words, carried })).toEqual({
      subject: 'Your code',
      body: 'Here is your code:\n\n{{ steps.coupon_1.id }}',
    });
    const written = { value: '{{ steps.ask_1.text }}', name: 'reply' };
    expect(draftMail({ ...words, topic: 'it', carried: written })).toEqual({
      subject: 'Welcome',
      body: '{{ steps.ask_1.text }}',
    });
  });
});
