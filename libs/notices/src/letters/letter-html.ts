import type { LetterParts, Section, SpokenLine } from './letter-parts.js';
import type { Phrases } from './letter-words.js';

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!);

// Each on white and on its own tint with a contrast of 4.5 or more, as WCAG asks for text.
const colours: Record<Section['act'], { strong: string; tint: string }> = {
  escalate: { strong: '#9b1c1c', tint: '#fdf2f2' },
  overdue: { strong: '#9b1c1c', tint: '#fdf2f2' },
  due: { strong: '#8a4b08', tint: '#fdf6ec' },
  remind: { strong: '#1c5d99', tint: '#f0f6fc' },
  closedEarly: { strong: '#9b1c1c', tint: '#fdf2f2' },
  moved: { strong: '#1c5d99', tint: '#f0f6fc' },
  extensionAsked: { strong: '#8a4b08', tint: '#fdf6ec' },
  extensionRefused: { strong: '#8a4b08', tint: '#fdf6ec' },
  dutyReopened: { strong: '#8a4b08', tint: '#fdf6ec' },
  clockResumed: { strong: '#1c5d99', tint: '#f0f6fc' },
  extensionGranted: { strong: '#1c5d99', tint: '#f0f6fc' },
  clockSuspended: { strong: '#1c5d99', tint: '#f0f6fc' },
  dutyWaived: { strong: '#1c5d99', tint: '#f0f6fc' },
  webhookDisabled: { strong: '#8a4b08', tint: '#fdf6ec' },
};

// More are a list to run through, not cards to read; and 200 cards would be cut off by mail clients that show 100 kB.
const FEW = 5;

const font = "font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
const grey = 'color:#4a4a4a';

/**
 * The letter for mail clients: one column of at most 600 pixels, styles on the elements and tables for the frame, because clients drop
 * style sheets and know no other layout. It reads in the order it stands and needs no picture.
 */
export function letterHtml(
  { greeting, sections, more, moreLink, why, closing, unsubscribe }: LetterParts,
  say: Phrases,
  locale: string,
  subject: string,
): string {
  return (
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<meta name="color-scheme" content="light"><title>${escaped(subject)}</title></head>` +
    `<body style="margin:0;padding:0;background:#f3f4f6">` +
    // What a list of mails shows beside the subject.
    `<div style="display:none;max-height:0;overflow:hidden">${escaped(sections[0]?.opening ?? '')}</div>` +
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6"><tr><td align="center" style="padding:16px 8px">` +
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border-radius:8px;${font};font-size:16px;line-height:1.5;color:#1a1a1a">` +
    `<tr><td style="padding:16px 20px;border-bottom:1px solid #e5e7eb;font-size:18px;font-weight:bold;color:#1c5d99">LanToa` +
    `<span style="font-weight:normal;font-size:14px;${grey}"> · ${escaped(say.product)}</span></td></tr>` +
    `<tr><td style="padding:20px 20px 0">${escaped(greeting)}</td></tr>` +
    sections.map((section) => sectionHtml(section, sections.length > 1)).join('') +
    (more
      ? `<tr><td style="padding:12px 20px 0">${escaped(more)} <a href="${escaped(moreLink)}" style="color:#1c5d99">${escaped(say.moreAt)}</a></td></tr>`
      : '') +
    `<tr><td style="padding:20px"><div style="border-top:1px solid #e5e7eb;padding-top:12px;font-size:14px;${grey}">` +
    why.map((reason) => `<p style="margin:0 0 8px">${escaped(reason)}</p>`).join('') +
    `<p style="margin:0">${escaped(closing)}</p>` +
    (unsubscribe
      ? `<p style="margin:8px 0 0"><a href="${escaped(unsubscribe)}" style="${grey}">${escaped(say.unsubscribe)}</a></p>`
      : '') +
    `</div></td></tr></table></td></tr></table></body></html>`
  );
}

function sectionHtml({ act, title, opening, lines }: Section, titled: boolean): string {
  const { strong } = colours[act];
  return (
    `<tr><td style="padding:16px 20px 0">` +
    (titled ? `<h2 style="margin:0 0 4px;font-size:17px;line-height:1.3;color:${strong}">${escaped(title)}</h2>` : '') +
    `<p style="margin:0">${escaped(opening)}</p></td></tr>` +
    lines.map((line) => (lines.length > FEW ? rowHtml(line, act) : lineHtml(line, act))).join('')
  );
}

function lineHtml({ what, facts, note, link, open }: SpokenLine, act: Section['act']): string {
  const { strong, tint } = colours[act];
  return (
    `<tr><td style="padding:12px 20px 0"><table role="presentation" width="100%" cellpadding="0" cellspacing="0">` +
    `<tr><td style="background:${tint};border-left:4px solid ${strong};padding:12px 16px;border-radius:0 6px 6px 0">` +
    `<strong style="font-size:16px">${escaped(what)}</strong>` +
    facts
      .map(
        ({ name, text, strong: loud }) =>
          `<div style="font-size:15px;margin-top:4px;overflow-wrap:anywhere${loud ? `;color:${strong}` : ''}">${escaped(name)}: ` +
          `${loud ? `<strong>${escaped(text)}</strong>` : escaped(text)}</div>`,
      )
      .join('') +
    (note ? `<div style="font-size:15px;font-style:italic">${escaped(note)}</div>` : '') +
    `<div style="margin-top:10px"><a href="${escaped(link)}" style="display:inline-block;background:#1c5d99;color:#ffffff;text-decoration:none;` +
    `padding:10px 16px;border-radius:6px;font-size:15px;line-height:1.2">${escaped(open)}</a></div></td></tr></table></td></tr>`
  );
}

function rowHtml({ what, facts, note, link }: SpokenLine, act: Section['act']): string {
  const said = facts.map(({ name, text, strong }) => (strong ? `${name}: ${text}` : text));
  return (
    `<tr><td style="padding:8px 20px 0"><div style="border-left:4px solid ${colours[act].strong};padding:2px 0 2px 12px;font-size:15px">` +
    `<a href="${escaped(link)}" style="color:#1c5d99"><strong>${escaped(what)}</strong></a>` +
    `${[...said, ...(note ? [note] : [])].map((one) => `<br>${escaped(one)}`).join('')}</div></td></tr>`
  );
}
