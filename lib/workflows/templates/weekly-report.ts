import { defineTemplate } from './define';

export const weeklyReport = defineTemplate({
  id: 'weekly-report',
  name: 'Monday numbers',
  description:
    'Every Monday at nine, fetch last week’s sales, add them up and email the total to the team.',
  why: 'The week begins with the same figure in everybody’s inbox, and nobody has to make it.',
  steps: [
    {
      id: 'monday',
      type: 'schedule',
      label: 'Every Monday at nine',
      phrase: 'Every Monday at nine',
      config: { cron: '0 9 * * 1', timezone: 'UTC' },
    },
    {
      id: 'sales',
      type: 'http_request',
      label: 'Fetch last week’s sales',
      phrase: 'fetch last week’s sales',
      config: { method: 'GET', url: 'https://api.example.com/sales?period=last-week' },
    },
    {
      id: 'total',
      type: 'transform',
      label: 'Add them up',
      phrase: 'add them up',
      config: {
        expression:
          '{"count": $count(steps.sales.body.sales), "amount": $sum(steps.sales.body.sales.amount)}',
      },
    },
    {
      id: 'mail',
      type: 'send_email',
      label: 'Email the team',
      phrase: 'email the total to the team',
      config: {
        to: 'team@example.com',
        subject: 'Last week: {{ steps.total.amount }}',
        body: 'Last week we made {{ steps.total.count }} sales, {{ steps.total.amount }} in total.',
      },
    },
  ],
  ways: [
    ['monday', 'sales'],
    ['sales', 'total'],
    ['total', 'mail'],
  ],
});
