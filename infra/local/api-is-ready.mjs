/**
 * Whether the API that was started answers, and not another that took its port meanwhile.
 * @param {{said: () => string}} child @param {string} api its address
 */
export const apiIsReady = async (child, api) =>
  child.said().includes('"message":"listening"') &&
  (await fetch(`${api}/health/ready`, { signal: AbortSignal.timeout(5000) })).ok;
