import { defineTemplate } from './define';

export const overdueReminders = defineTemplate({
  id: 'overdue-reminders',
  name: 'Remind of overdue invoices',
  description:
    'Every weekday at eight, fetch the overdue invoices, email a reminder for each of them, and then tell the team how many there were.',
  why: 'Reminders go out every morning, in the same friendly words, whoever is on holiday.',
  steps: [
    {
      id: 'morning',
      type: 'schedule',
      label: 'Every weekday at eight',
      phrase: 'Every weekday at eight',
      config: { cron: '0 8 * * 1-5', timezone: 'UTC' },
    },
    {
      id: 'overdue',
      type: 'http_request',
      label: 'Fetch the overdue invoices',
      phrase: 'fetch the overdue invoices',
      config: { method: 'GET', url: 'https://api.example.com/invoices?status=overdue' },
    },
    {
      id: 'each',
      type: 'loop',
      label: 'For each invoice',
      phrase: 'for each of them',
      config: { items: '{{ steps.overdue.body.invoices }}', itemsMax: 200 },
    },
    {
      id: 'reminder',
      type: 'send_email',
      label: 'Email a reminder',
      phrase: 'email a reminder',
      config: {
        to: '{{ item.email }}',
        subject: 'Invoice {{ item.number }} is overdue',
        body: 'Hello,\n\ninvoice {{ item.number }} over {{ item.amount }} has not been paid yet. Perhaps it got lost; here it is again: {{ item.url }}',
      },
    },
    {
      id: 'told',
      type: 'send_email',
      label: 'Tell the team how many',
      phrase: 'tell the team how many there were',
      config: {
        to: 'team@example.com',
        subject: '{{ steps.each.count }} reminders were sent',
        body: 'This morning {{ steps.each.count }} customers were reminded of an overdue invoice.',
      },
    },
  ],
  ways: [
    ['morning', 'overdue'],
    ['overdue', 'each'],
    ['each', 'reminder', 'each'],
    ['each', 'told', 'done'],
  ],
});
