import { nodes, type NodeType } from '../../nodes/registry';

const LABEL_CHARS_MAX = 48;
const NAME_CHARS_MAX = 70;

const leads =
  /^(?:please|when(?:ever)?|if|unless|and|then|every time|each time|as soon as|only if|only when|on|once|after|check (?:if|whether)|for each|for every|depending on|based on)\s+/i;

/** Words that stand before what they say at the head of a label. */
const keepsLead: ReadonlySet<NodeType> = new Set(['wait', 'schedule', 'loop', 'switch']);

/** A short name for a step from the words it came from. */
export function labelOf(type: NodeType, phrase: string): string {
  const bare = keepsLead.has(type) ? phrase : phrase.replace(leads, '');
  const short = shorten(bare.replace(/\s+/g, ' ').replace(/[\s,.:;]+$/, ''), LABEL_CHARS_MAX);
  if (short === '') return nodes[type].label;
  const label = `${short.charAt(0).toUpperCase()}${short.slice(1)}`;
  return type === 'condition' && !label.endsWith('?') && !label.endsWith('…') ? `${label}?` : label;
}

/** Cut at the end of a word. */
function shorten(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const cut = text.slice(0, charsMax - 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > charsMax / 2 ? space : undefined).trimEnd()}…`;
}

/** A title from what happens first and what starts it: "Email the customer when a payment fails". */
export function nameOf(action: string, start: string): string {
  const text = shorten(`${action} ${start}`.replace(/\s+/g, ' ').trim(), NAME_CHARS_MAX);
  return text === '' ? 'New workflow' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
