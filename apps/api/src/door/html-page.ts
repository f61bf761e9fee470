import type { Response } from 'express';
import { languageFor, type DoorRequest } from './request.js';

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!);

const STYLE = `
  body { font: 16px/1.5 system-ui, 'Segoe UI', Roboto, Arial, sans-serif; color: #1a1a1a; margin: 2rem auto; padding: 0 1rem; max-width: 44rem }
  h1 { font-size: 1.4rem; line-height: 1.3 } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem } a { color: #1c5d99 }
  button { font: inherit; padding: .6rem 1.2rem; background: #1c5d99; color: #fff; border: 0; border-radius: 6px }
  table { border-collapse: collapse; width: 100%; font-size: 14px } th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #ccc; overflow-wrap: anywhere }
  thead { display: table-header-group } tr { break-inside: avoid } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0 } dt { color: #4a4a4a } dd { margin: 0 }
  small { color: #4a4a4a }
  @page { size: A4; margin: 18mm 15mm }
  @media print { body { margin: 0; max-width: none; font-size: 11pt } table { font-size: 9.5pt } button { display: none } }`;

/** A page of words, written on the server: no script, no picture, nothing from elsewhere. `body` is markup; escape what people wrote. */
export function htmlPage(request: DoorRequest, response: Response, { title, body }: { title: string; body: string }): string {
  const language = languageFor(request);
  response
    .vary('Accept-Language')
    .setHeader('Content-Language', language)
    .setHeader('Content-Type', 'text/html; charset=utf-8')
    .setHeader(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`
  );
}
