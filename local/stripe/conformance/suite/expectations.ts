import { isDeepStrictEqual } from 'node:util';
import { isJson, type Json } from './request';

/** What scenarios expect of the events of the whole run. */
export interface Expectations {
  announced: { id: string; types: readonly string[] }[];
  caused: { id: string; type: string; request: Request }[];
  standing: { id: string }[];
}

/** Who caused an event. */
interface Request {
  id: string;
  idempotency_key: string | null;
}

/** An event as far as the checks look into it. */
export interface RawEvent {
  id: string;
  type: string;
  request: Request | null;
  data: { object: Json; previous_attributes?: Json };
}

/** What scenarios expect and these events do not show. */
export function unmet({ announced, caused, standing }: Expectations, events: RawEvent[]): string[] {
  const texts = new Map(events.map((event) => [event, JSON.stringify(event.data.object)]));
  const about = (id: string) => events.filter((event) => texts.get(event)?.includes(`"${id}"`));
  return [
    ...announced.flatMap(({ id, types }) => {
      const came = new Set(about(id).map(({ type }) => type));
      return types.filter((type) => !came.has(type)).map((type) => `${type} of ${kindOf(id)}`);
    }),
    ...caused.flatMap(({ id, request, type }) =>
      about(id).some((event) => event.type === type && isDeepStrictEqual(event.request, request))
        ? []
        : [`${type} by the request that caused it`],
    ),
    ...standing.flatMap((shown) => {
      const told = about(shown.id).filter(({ data }) => data.object.id === shown.id);
      if (told.some(({ data }) => isDeepStrictEqual(data.object, plain(shown)))) return [];
      const [newest] = told;
      const differing = newest ? differences(newest.data.object, plain(shown)) : 'no event';
      return [`${kindOf(shown.id)} as it stands in an event (${differing})`];
    }),
  ];
}

/** An object of the SDK as it came over the wire. */
function plain(shown: object): Json {
  return JSON.parse(JSON.stringify(shown)) as Json; // an object of an answer
}

function kindOf(id: string): string {
  return id.replace(/_[^_]*$/, '');
}

function differences(one: Json, other: Json): string {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.filter((key) => !isDeepStrictEqual(one[key], other[key])).join(', ');
}

/**
 * What is wrong with the previous attributes of an event: they must differ from what the object
 * holds now and, put back, give a state that the object was seen in.
 *
 * @param states what is known of the object: answers, and the objects of other events
 */
export function faultsOfPrevious({ data, type }: RawEvent, states: readonly Json[]): string[] {
  const previous = data.previous_attributes;
  if (previous === undefined) return type.endsWith('.updated') ? ['no previous_attributes'] : [];
  const names = Object.keys(previous);
  if (names.length === 0) return ['empty previous_attributes'];
  const unchanged = names.filter((name) => isDeepStrictEqual(previous[name], data.object[name]));
  const before = announcedPart(restored(data.object, previous));
  const isSeen = states.some((state) => isDeepStrictEqual(announcedPart(state), before));
  return [
    ...unchanged.map((name) => `previous_attributes.${name} is no change`),
    ...(isSeen
      ? []
      : [`put back, previous_attributes (${names.join(', ')}) give no earlier state`]),
  ];
}

/** Attributes whose changes Stripe announces with nothing, by type. */
const SILENT: Record<string, readonly string[]> = {
  customer: ['next_invoice_sequence'],
};

function announcedPart(state: Json): unknown {
  const silent = SILENT[String(state.object)] ?? [];
  return compact(
    Object.fromEntries(Object.entries(state).filter(([key]) => !silent.includes(key))),
  );
}

/** Puts old values back; nested objects name only what changed in them. */
function restored(now: Json, previous: Json): Json {
  const before = { ...now };
  for (const [name, was] of Object.entries(previous)) {
    const is = now[name];
    before[name] = isJson(was) && isJson(is) ? restored(is, was) : was;
  }
  return before;
}

/** Without nulls: in previous attributes, null also stands for what was not there. */
function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compact);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([name, each]) => [name, compact(each)]),
  );
}
