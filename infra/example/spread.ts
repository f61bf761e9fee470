import type { PlainDay } from '#domain';
import type { History } from './history.js';
import type { Body, Official } from './official.js';

/** A place of a plan, as last seen, says yes, founds its copy and has it recognised; the id of the copy. */
export async function takeUp(
  history: History,
  place: Body,
  receiver: Official,
  above: Official,
  copy: { adaptation: Body; name?: string; locality: string; startedOn: PlainDay },
): Promise<string> {
  const { startedOn, ...drafted } = copy;
  const accepted = place['status'] === 'accepted' ? place : await answerOf(receiver, place, 'answers', { answer: 'accept' });
  const { id, revision } = await answerOf(receiver, accepted, 'copies', drafted);
  history.saw(id as string, revision as number);
  await history.recognise(receiver, above, id as string, startedOn, true);
  return id as string;
}

/** Every place of the plans of a model, page by page. */
export const placesOf = (by: Official, modelId: string): Promise<Body[]> =>
  by.all(`/replication-targets?modelId=${modelId}&limit=100`);

/** What a place, or the body that planned it, says; the place as it stands then. */
export const answerOf = (by: Official, place: Body, route: string, body: Body): Promise<Body> =>
  by.post(`/replication-targets/${place['id']}/${route}`, body, `"r${place['revision']}"`);
