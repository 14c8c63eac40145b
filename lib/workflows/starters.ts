interface StarterNode {
  id: string;
  type: string;
  position: { x: number; y: number };
  data: {
    /** The node in words. */
    label: string;
    /** The words of the description that it stands for. */
    phrase: string;
  };
}

interface StarterEdge {
  id: string;
  source: string;
  target: string;
  sourceHandle?: string;
}

export interface Starter {
  id: string;
  name: string;
  description: string;
  graph: { nodes: StarterNode[]; edges: StarterEdge[] };
}

function node(id: string, type: string, x: number, y: number, label: string, phrase: string) {
  return { id, type, position: { x, y }, data: { label, phrase } };
}

function edge(source: string, target: string, sourceHandle?: string): StarterEdge {
  const id = `${source}-${target}`;
  return sourceHandle === undefined ? { id, source, target } : { id, source, target, sourceHandle };
}

/** Graphs to begin with: each keeps, per node, the words of the description it came from. */
export const starters: readonly [Starter, ...Starter[]] = [
  {
    id: 'failed-payment',
    name: 'Follow up a failed payment',
    description:
      'When a payment fails, wait two days. If the invoice is still unpaid, email the customer a new link; otherwise close the case.',
    graph: {
      nodes: [
        node('q1', 'stripe_event', 92, 0, 'A payment fails', 'When a payment fails'),
        node('q2', 'wait', 92, 104, 'Wait two days', 'wait two days'),
        node('q3', 'condition', 92, 208, 'Still unpaid?', 'If the invoice is still unpaid'),
        node('q4', 'send_email', 0, 312, 'Email a new link', 'email the customer a new link'),
        node('q5', 'end', 184, 312, 'Close the case', 'otherwise close the case'),
      ],
      edges: [edge('q1', 'q2'), edge('q2', 'q3'), edge('q3', 'q4', 'yes'), edge('q3', 'q5', 'no')],
    },
  },
  {
    id: 'weekly-report',
    name: 'Monday numbers',
    description:
      'Every Monday at nine, fetch last week’s sales, add them up by country and email the table to the team.',
    graph: {
      nodes: [
        node('q1', 'schedule', 0, 0, 'Every Monday at nine', 'Every Monday at nine'),
        node('q2', 'http_request', 0, 104, 'Fetch last week’s sales', 'fetch last week’s sales'),
        node('q3', 'transform', 0, 208, 'Add up by country', 'add them up by country'),
        node('q4', 'send_email', 0, 312, 'Email the team', 'email the table to the team'),
      ],
      edges: [edge('q1', 'q2'), edge('q2', 'q3'), edge('q3', 'q4')],
    },
  },
  {
    id: 'welcome',
    name: 'Welcome a new customer',
    description:
      'When a webhook says that somebody signed up, email a welcome and call the CRM to add them.',
    graph: {
      nodes: [
        node(
          'q1',
          'webhook',
          92,
          0,
          'Somebody signed up',
          'When a webhook says that somebody signed up',
        ),
        node('q2', 'send_email', 0, 104, 'Email a welcome', 'email a welcome'),
        node('q3', 'http_request', 184, 104, 'Add them to the CRM', 'call the CRM to add them'),
      ],
      edges: [edge('q1', 'q2'), edge('q1', 'q3')],
    },
  },
];

/** The starter with this id, or null when there is none (also for "start empty"). */
export function findStarter(id: string): Starter | null {
  return starters.find((starter) => starter.id === id) ?? null;
}
