import type { Request } from 'express';

/**
 * Did the request start on our own pages? Every current browser says so by `Sec-Fetch-Site` or `Origin`;
 * a request with neither comes from a program, and forging a request needs somebody else's browser.
 */
export function isSameSite(request: Request, publicUrl: URL): boolean {
  const origin = request.headers.origin;
  if (origin !== undefined && origin === publicUrl.origin) return true;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || hostOf(origin) === request.headers.host;
}

const hostOf = (origin: string): string | undefined => {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
};
