import { z } from 'zod';
import type { JsonObject, PagesPort } from './port';

/** The API as the pages use it, answers parsed. */
export interface PagesClient {
  get<T extends z.ZodType>(path: string, schema: T, params?: JsonObject): Promise<z.infer<T>>;
  post<T extends z.ZodType>(path: string, schema: T, params?: JsonObject): Promise<z.infer<T>>;
  delete<T extends z.ZodType>(path: string, schema: T, params?: JsonObject): Promise<z.infer<T>>;
}

export function createClient(port: PagesPort): PagesClient {
  const call =
    (method: 'GET' | 'POST' | 'DELETE'): PagesClient['get'] =>
    async (path, schema, params) =>
      schema.parse(await port.call(method, path, params));
  return { get: call('GET'), post: call('POST'), delete: call('DELETE') };
}

/** Ids come from URLs and must not climb to another route. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}

const problemSchema = z.object({
  status: z.number(),
  message: z.string(),
  param: z.string().nullish(),
});

/**
 * What an error of the API says to people, and the status that goes with it.
 *
 * @throws the error itself when it is no answer of the API: a fault of ours must surface
 */
export function toProblem(error: unknown): z.infer<typeof problemSchema> {
  const parsed = problemSchema.safeParse(error);
  if (!parsed.success) throw error;
  return parsed.data;
}
