import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from './app-error';
import { parseFields } from './field-errors';
import { toProblem } from './problem';

const schema = z.strictObject({ person: z.strictObject({ age: z.number() }) });

function refusal(input: unknown): AppError {
  try {
    parseFields(schema, input);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
}

describe('parseFields', () => {
  it('gives back what it was given when all is well', () => {
    expect(parseFields(schema, { person: { age: 36 } })).toEqual({ person: { age: 36 } });
  });

  it('names fields as they stand in the request', () => {
    const { fields, detail } = refusal({ person: { age: 'x', name: 'Ada' }, extra: 1 });
    expect(fields.map((field) => field.path)).toEqual(['person.age', 'person.name', 'extra']);
    expect(detail).toBe('Check person.age, person.name, extra.');
  });
});

describe('toProblem', () => {
  it('carries fields and plan only when there are any', () => {
    expect(toProblem(new AppError('not_found'))).toEqual({
      type: 'urn:cue:problem:not_found',
      title: 'There is nothing here',
      status: 404,
      detail: 'There is nothing here.',
      code: 'not_found',
    });
    const full = toProblem(new AppError('plan_limit', { upgradeTo: 'pro' }));
    expect(full.upgradeTo).toBe('pro');
  });

  it('never tells the cause', () => {
    const error = new AppError('unavailable', { cause: new Error('password hunter2') });
    expect(JSON.stringify(toProblem(error))).not.toContain('hunter2');
  });
});
