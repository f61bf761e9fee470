import type { WebhookCall } from '#usecases';

const pages: Record<string, (id: string) => string> = {
  model: (id) => `models/${id}`,
  obligation: (id) => `obligations/${id}`,
  deadline: (id) => `deadlines/${id}/ledger`,
  round: (id) => `rounds/${id}`,
  conference: (id) => `conferences/${id}`,
  webhook: (id) => `webhooks/${id}`,
};

/** A CloudEvent (1.0, JSON): that something changed and where to read it. What people wrote stays behind the door. */
export function webhookBody({ id, event }: WebhookCall, publicUrl: URL): string {
  const api = new URL('api/', publicUrl.href.replace(/\/?$/, '/')).href;
  const subject = pages[event.stream]?.(event.id) ?? event.stream;
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: api,
    type: `vn.lantoa.${event.type}.v1`,
    subject,
    time: event.at,
    datacontenttype: 'application/json',
    data: { kind: event.kind, id: event.id, seq: event.seq, ...event.data, link: `${api}${subject}` },
  });
}
