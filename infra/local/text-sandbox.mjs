const MOST = 16 * 1024;

/**
 * The gateway to phones of the local stack: takes SMS and Zalo messages as a real one would, delivers none, and keeps them among the mails.
 * @param {import('./mail-store.mjs').MailStore} store @param {import('node:http').IncomingMessage} request
 * @returns {Promise<{status: number, answer: object}>}
 */
export async function takeText(store, request) {
  let body = '';
  for await (const part of request.setEncoding('utf8')) {
    body += part;
    if (body.length > MOST) return { status: 413, answer: { title: 'Too large' } };
  }
  let message;
  try {
    message = JSON.parse(body);
  } catch {
    return { status: 400, answer: { title: 'No JSON' } };
  }
  const { id, channel, to, text } = message ?? {};
  if (
    typeof id !== 'string' ||
    !['sms', 'zalo'].includes(channel) ||
    !/^\+[1-9]\d{7,14}$/.test(to ?? '') ||
    typeof text !== 'string'
  )
    return { status: 400, answer: { title: 'Wanted: {id, channel: sms|zalo, to: +84…, text}' } };
  const date = new Date();
  const oneLine = text.replace(/[\r\n]+/g, ' ');
  const raw = `Message-ID: <${id}@${channel}>\r\nFrom: ${channel}\r\nTo: ${to}\r\nSubject: ${oneLine}\r\nDate: ${date.toUTCString()}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
  store.keep(
    { messageId: `<${id}@${channel}>`, to, from: channel, subject: `[${channel}] ${oneLine}`, date: date.toISOString() },
    Buffer.from(raw),
  );
  return { status: 202, answer: { id, recorded: true } };
}
