/**
 * The way an escalation climbs where a rule names the path: the body that receives, then the path, from above whoever of the two stands
 * highest on it. So nobody is called who stands below, and nobody about itself.
 * @param owing - who owes
 * @param receiver - the body above that receives; null: nothing is received
 * @param path - the bodies of the path, the lowest first
 */
export function climb(owing: string, receiver: string | null, path: readonly string[]): string[] {
  const highest = Math.max(path.lastIndexOf(owing), path.lastIndexOf(receiver ?? owing));
  const above = path.slice(highest + 1);
  // One body may hold several functions of the path.
  return [...new Set(receiver === null ? above : [receiver, ...above])].filter((body) => body !== owing);
}
