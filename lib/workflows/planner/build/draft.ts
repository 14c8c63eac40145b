import type { z } from 'zod';
import type { Graph } from '../../graph/schema';
import type { NodeType } from '../../nodes/registry';
import type { Token } from '../text/tokens';
import type { Question } from '../plan';
import { labelOf } from './label';

/** A way out that the next step is joined to. */
export interface Exit {
  source: string;
  handle: string | null;
}

type Config = Record<string, z.core.util.JSONType>;

const names: Readonly<Record<NodeType, string>> = {
  manual: 'manual',
  schedule: 'schedule',
  webhook: 'webhook',
  stripe_event: 'event',
  condition: 'if',
  switch: 'switch',
  loop: 'loop',
  wait: 'wait',
  transform: 'compute',
  http_request: 'fetch',
  send_email: 'mail',
  send_webhook: 'tell',
  stripe_customer: 'customer',
  stripe_invoice: 'invoice',
  stripe_coupon: 'coupon',
  stripe_refund: 'refund',
  stripe_checkout_link: 'checkout',
  dynamodb_put: 'put',
  dynamodb_get: 'get',
  dynamodb_query: 'query',
  dynamodb_delete: 'delete',
  ai_prompt: 'ask',
};

const NODES_MAX = 200;

/** The graph while it grows, with what is to be told about it. */
export class GraphDraft {
  readonly nodes: Graph['nodes'] = [];
  readonly edges: Graph['edges'] = [];
  readonly questions: Question[] = [];
  private readonly misses: { start: number; end: number }[] = [];

  constructor(readonly words: string) {}

  get isFull(): boolean {
    return this.nodes.length >= NODES_MAX;
  }

  /** Adds a step behind the ways out; answers its id. */
  add(type: NodeType, config: Config, phrase: readonly Token[], exits: readonly Exit[]): string {
    const name = names[type];
    const count = this.nodes.filter((node) => node.id.startsWith(`${name}_`)).length;
    const id = `${name}_${count + 1}`;
    const text = this.phraseOf(phrase);
    const data = { ...config, label: labelOf(type, text), phrase: text };
    this.nodes.push({ id, type, position: { x: 0, y: 0 }, data });
    for (const exit of exits) this.join(exit, id);
    return id;
  }

  private join({ source, handle }: Exit, target: string): void {
    const id = handle === null ? `${source}-${target}` : `${source}-${handle}-${target}`;
    const isThere = this.edges.some((edge) => edge.id === id);
    if (!isThere)
      this.edges.push(
        handle === null ? { id, source, target } : { id, source, target, sourceHandle: handle },
      );
  }

  ask(nodeId: string, field: string | null, message: string): void {
    this.questions.push({ nodeId, field, message });
  }

  /** Remembers words that found no place. */
  miss(tokens: readonly Token[]): void {
    const starts = tokens.map(({ start }) => start);
    const ends = tokens.map(({ end }) => end);
    if (tokens.length > 0) this.misses.push({ start: Math.min(...starts), end: Math.max(...ends) });
  }

  /** Everything that found no place, in the order of the words. */
  notUnderstood(): string[] {
    const sorted = [...this.misses].sort((a, b) => a.start - b.start || a.end - b.end);
    return sorted
      .map(({ start, end }) => this.words.slice(start, end).trim())
      .filter((text) => text !== '');
  }

  phraseOf(tokens: readonly Token[]): string {
    if (tokens.length === 0) return '';
    const start = Math.min(...tokens.map((token) => token.start));
    return this.words.slice(start, Math.max(...tokens.map((token) => token.end))).trim();
  }
}
