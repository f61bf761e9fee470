import { simpleParser } from 'mailparser';
import { takeText } from './text-sandbox.mjs';

const escape = (text) => String(text ?? '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const inVietnam = { timeZone: 'Asia/Ho_Chi_Minh' };
const when = (iso) => {
  const at = new Date(iso);
  return escape(`${at.toLocaleDateString('en-GB', inVietnam)} ${at.toLocaleTimeString('en-GB', inVietnam)}`);
};

const page = (title, body) => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
  body { max-width: 70rem; margin: 1.5rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #8884; vertical-align: top }
  td.date { white-space: nowrap; font-variant-numeric: tabular-nums } iframe { width: 100%; height: 28rem; border: 1px solid #8884; background: #fff }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8884; padding: .8rem } a { color: inherit } small { opacity: .75 }
</style></head><body>${body}</body></html>`;

function listPage(store, to, limit) {
  const rows = store.list({ to, limit }).map(
    (mail) => `<tr><td class="date">${when(mail.receivedAt)}</td><td>${escape(mail.to)}</td>
      <td><a href="/mails/${mail.id}">${escape(mail.subject || '(không tiêu đề / no subject)')}</a>${mail.count > 1 ? ` <small>×${mail.count}</small>` : ''}</td></tr>`,
  );
  return page(
    'Hộp thư thử / Mail catcher',
    `<h1>Hộp thư thử <small>Mail catcher</small></h1>
    <form><label>Người nhận / To <input type="search" name="to" value="${escape(to)}"></label> <button>Tìm / Search</button>
      <small>${rows.length} / ${store.size} · giờ Việt Nam · <a href="/mails.json?to=${encodeURIComponent(to)}">JSON</a></small></form>
    <table><thead><tr><th>Nhận lúc / Date</th><th>Người nhận / To</th><th>Tiêu đề / Subject</th></tr></thead><tbody>${rows.join('')}</tbody></table>
    ${rows.length === 0 ? '<p>Chưa có thư nào / no mail yet.</p>' : ''}`,
  );
}

async function mailPage(store, mail) {
  const raw = store.raw(mail.id);
  const parsed = await simpleParser(raw);
  const headers = parsed.headerLines.map(({ line }) => line).join('\n');
  return page(
    mail.subject,
    `<p><a href="/">← Tất cả thư / all mails</a></p><h1>${escape(mail.subject)}</h1>
    <p>Từ / From: ${escape(mail.from)}<br>Đến / To: ${escape(mail.to)}<br>${when(mail.receivedAt)} (giờ Việt Nam)${mail.count > 1 ? ` · đến ${mail.count} lần / arrived ${mail.count} times` : ''}</p>
    ${parsed.html ? `<iframe sandbox title="HTML" srcdoc="${escape(parsed.html)}"></iframe>` : ''}
    ${parsed.text ? `<h2>Văn bản / Text</h2><pre>${escape(parsed.text)}</pre>` : ''}
    <h2>Headers</h2><pre>${escape(headers)}</pre><p><a href="/mails/${mail.id}.eml">Nguyên văn / raw</a></p>`,
  );
}

/** The web view. @param {import('./mail-store.mjs').MailStore} store @returns {import('node:http').RequestListener} */
export const mailPages = (store) => async (request, response) => {
  const answer = (status, type, body) =>
    response
      .writeHead(status, {
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
      .end(body);
  const json = (status, value) => answer(status, 'application/json', JSON.stringify(value));
  try {
    // A page elsewhere whose name was made to point here must not read the mails.
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
      return json(421, { title: 'Only as 127.0.0.1 or localhost' });
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const to = searchParams.get('to') ?? '';
    const limit = Math.max(1, Number(searchParams.get('limit')) || 100);
    const [, id, kind] = pathname.match(/^\/mails\/([0-9a-f]{16})(\.json|\.eml)?$/) ?? [];
    const mail = id && store.find(id);
    if (request.method === 'DELETE' && pathname === '/mails') {
      store.clear();
      return response.writeHead(204).end();
    }
    if (request.method === 'POST' && pathname === '/texts') {
      const { status, answer: told } = await takeText(store, request);
      return json(status, told);
    }
    if (request.method !== 'GET') return json(405, { title: 'Only GET, DELETE /mails and POST /texts' });
    if (pathname === '/') return answer(200, 'text/html', listPage(store, to, limit));
    if (pathname === '/mails.json') return json(200, store.list({ to, limit }));
    if (!mail) return json(404, { title: 'No such mail' });
    if (kind === '.eml') return answer(200, 'text/plain', store.raw(id));
    if (!kind) return answer(200, 'text/html', await mailPage(store, mail));
    const { text, html, headerLines } = await simpleParser(store.raw(id));
    return json(200, { ...mail, text, html: html || undefined, headers: headerLines.map(({ line }) => line) });
  } catch (error) {
    return json(500, { title: error.message });
  }
};
