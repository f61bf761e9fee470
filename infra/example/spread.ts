import type { PlainDay } from '#domain';
import type { History } from './history.js';
import type { Body, Official } from './official.js';

/** A place of a plan says yes, founds its copy and has it recognised; the id of the copy. */
export async function takeUp(
  history: History,
  place: Body,
  receiver: Official,
  above: Official,
  copy: { adaptation: Body; name?: string; locality: string; startedOn: PlainDay },
  quietly = true,
): Promise<string> {
  const { startedOn, ...drafted } = copy;
  if (place['status'] === 'pending') await answerOf(receiver, place, 'answers', { answer: 'accept' });
  const made = await answerOf(receiver, await placeNow(receiver, place), 'copies', drafted);
  const id = made['id'] as string;
  await history.recognise(receiver, above, id, startedOn, quietly);
  return id;
}

/** Every place of the plans of a model, page by page. */
export async function placesOf(by: Official, modelId: string): Promise<Body[]> {
  const places: Body[] = [];
  let next: string | null = `/replication-targets?modelId=${modelId}&limit=100`;
  while (next) {
    const page: Body = await by.get(next);
    places.push(...(page['items'] as Body[]));
    next = page['next']
      ? `/replication-targets?modelId=${modelId}&limit=100&cursor=${encodeURIComponent(String(page['next']))}`
      : null;
  }
  return places;
}

export const placeNow = (by: Official, place: Body): Promise<Body> => by.get(`/replication-targets/${place['id']}`);

/** What a place, or the body that planned it, says. */
export const answerOf = (by: Official, place: Body, route: string, body: Body): Promise<Body> =>
  by.post(`/replication-targets/${place['id']}/${route}`, body, `"r${place['revision']}"`);
