import { OBJECT_SPOILERS } from './object-spoilers';
import { RULE_SPOILERS } from './rule-spoilers';
import type { Spoilt } from './spoil';

/** One corruption each, by what goes wrong. */
export const SPOILERS: Record<string, Spoilt> = { ...OBJECT_SPOILERS, ...RULE_SPOILERS };
