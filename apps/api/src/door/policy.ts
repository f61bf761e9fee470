import type { Role, TokenScope } from '#usecases';

/** Who may pass. `open`: anybody · `visitor`: signed in, also without a post today · `post`: through a post with one of the roles. */
export type Policy = { open: true } | ({ token: TokenScope } & ({ visitor: true } | { post: readonly Role[] }) & Care);

interface Care {
  /** The deed changes an existing resource: `If-Match` is required. */
  ifMatch?: true;
  /** The answer holds a secret: kept for replays only under encryption. */
  secretAnswer?: true;
}

const open: Policy = { open: true };
const anyPost = ['officer', 'head', 'supervisor', 'administrator'] as const;
const criteriaKeepers = ['head', 'supervisor', 'administrator'] as const;
const granters = ['head', 'supervisor'] as const;
const preparers = ['officer', 'head', 'supervisor'] as const;
const webhookKeepers = ['head', 'supervisor', 'administrator'] as const;
const administrators: Policy = { post: ['administrator'], token: 'read' };
const readers: Policy = { post: anyPost, token: 'read' };

/**
 * The one table of who may knock where. What is not here is refused, and a route without a row stops the start.
 * What a post may see or do beyond the door (its scope, the organisation that owes) is in the SQL and the deeds.
 */
export const policies: Record<string, Policy> = {
  'GET /api/health/live': open,
  'GET /api/health/ready': open,
  'GET /api/openapi.json': open,
  'GET /api/problems': open,
  'GET /api/problems/:kind': open,
  // Figures only, no names; a deployment keeps it inside by its proxy.
  'GET /metrics': open,

  'POST /api/session': open,
  'GET /api/session': { visitor: true, token: 'read' },
  'DELETE /api/session': { visitor: true, token: 'write' },
  'GET /api/me': { visitor: true, token: 'read' },
  'GET /api/me/preferences': readers,
  'PUT /api/me/preferences': { post: anyPost, token: 'write', ifMatch: true },
  // The address itself is the secret, and all it can do is stop reminders by e-mail.
  'GET /api/unsubscribe/:token': open,
  'POST /api/unsubscribe/:token': open,

  'GET /api/tokens': readers,
  'GET /api/tokens/:id': readers,
  'POST /api/tokens': { post: anyPost, token: 'admin', secretAnswer: true },
  // No If-Match: revoking is final and the same whoever does it first.
  'DELETE /api/tokens/:id': { post: anyPost, token: 'admin' },

  'GET /api/territories': readers,
  'GET /api/territories/:id': readers,
  'GET /api/organisations': readers,
  'GET /api/organisations/:id': readers,

  'GET /api/models': readers,
  'POST /api/models': { post: preparers, token: 'write' },
  'GET /api/models/:id': readers,
  'PATCH /api/models/:id': { post: preparers, token: 'write', ifMatch: true },
  'GET /api/models/:id/steps': readers,
  // Which post may give which step is a table of its own, beside the deed.
  'POST /api/models/:id/steps': { post: preparers, token: 'write', ifMatch: true },
  'GET /api/models/:id/journal': readers,
  'GET /api/models/:id/decisions/:decisionId': readers,

  'POST /api/consolidations': { post: preparers, token: 'write' },
  'GET /api/consolidations/:id': readers,
  'GET /api/commendations': readers,
  'GET /api/commendation-forms': readers,
  'GET /api/models/:id/likely-duplicates': readers,
  'POST /api/models/:id/duplicate-answers': { post: preparers, token: 'write', ifMatch: true },
  'GET /api/models/:id/members': readers,
  'POST /api/models/:id/members': { post: preparers, token: 'write', ifMatch: true },
  'GET /api/models/:id/money': readers,
  'POST /api/models/:id/money': { post: preparers, token: 'write', ifMatch: true },
  'GET /api/models/:id/documents': readers,
  'POST /api/models/:id/documents': { post: preparers, token: 'write', ifMatch: true },
  'GET /api/models/:id/documents/:documentId/file': readers,
  'POST /api/models/:id/documents/:documentId/file': { post: preparers, token: 'write', ifMatch: true },
  'GET /api/models/:id/lineage': readers,
  'GET /api/models/:id/coverage': readers,
  'GET /api/replications/coverage': readers,
  'GET /api/replication-targets': readers,
  'GET /api/replication-targets/:id': readers,
  // Which post may do what to a place of a plan is a table of its own, beside the deeds.
  'POST /api/replication-targets/:id/answers': { post: preparers, token: 'write', ifMatch: true },
  'POST /api/replication-targets/:id/adaptation-answers': { post: preparers, token: 'write', ifMatch: true },
  'POST /api/replication-targets/:id/withdrawal': { post: preparers, token: 'write', ifMatch: true },
  'POST /api/replication-targets/:id/receiver': { post: preparers, token: 'write', ifMatch: true },
  'POST /api/replication-targets/:id/copies': { post: preparers, token: 'write', ifMatch: true },

  'GET /api/model-imports': readers,
  'POST /api/model-imports': { post: preparers, token: 'write' },
  'GET /api/model-imports/template': readers,
  'GET /api/model-imports/:id': readers,
  'GET /api/model-imports/:id/rows': readers,
  'GET /api/model-imports/:id/file': readers,
  // Which post may take a register over stands beside the deed.
  'POST /api/model-imports/:id/apply': { post: preparers, token: 'write', ifMatch: true },

  'GET /api/rounds': readers,
  'GET /api/rounds/:id': readers,
  'GET /api/rounds/:id/left-out': readers,
  'POST /api/rounds/:id/rebinding': { post: ['administrator'], token: 'admin', ifMatch: true },
  'POST /api/rounds': { post: ['administrator'], token: 'admin' },
  'POST /api/rounds/:id/closing': { post: granters, token: 'write', ifMatch: true },
  'POST /api/rounds/:id/reopening': { post: granters, token: 'write', ifMatch: true },
  'GET /api/obligations': readers,
  'GET /api/obligations/:id': readers,
  'GET /api/obligations/:id/submissions': readers,
  'GET /api/obligations/:id/submissions/:number': readers,
  'POST /api/obligations/:id/submissions': { post: preparers, token: 'write', ifMatch: true },
  'POST /api/obligations/:id/submissions/:number/answer': { post: preparers, token: 'write', ifMatch: true },
  'GET /api/obligations/:id/extensions': readers,
  'GET /api/obligations/:id/extensions/:extensionId': readers,
  'POST /api/obligations/:id/extensions': { post: preparers, token: 'write', ifMatch: true },
  'POST /api/obligations/:id/extensions/:extensionId/answer': { post: granters, token: 'write', ifMatch: true },
  // Whose body receives the duty, as its head: the deed asks.
  'GET /api/obligations/:id/clock-acts': readers,
  'POST /api/obligations/:id/suspension': { post: granters, token: 'write', ifMatch: true },
  'POST /api/obligations/:id/resumption': { post: granters, token: 'write', ifMatch: true },
  'POST /api/obligations/:id/waiver': { post: granters, token: 'write', ifMatch: true },
  'POST /api/obligations/:id/reopening': { post: granters, token: 'write', ifMatch: true },
  'GET /api/deadlines/:id/ledger': readers,
  'GET /api/obligations/:id/ledger': readers,
  'POST /api/deadlines/:id/moves': { post: granters, token: 'write', ifMatch: true },
  'POST /api/deadlines/:id/closing': { post: granters, token: 'write', ifMatch: true },
  // Arithmetic only: it saves nothing, so reading is enough.
  'POST /api/deadlines/calculations': { visitor: true, token: 'read' },
  'GET /api/conferences': readers,
  'GET /api/conferences/:id': readers,
  'POST /api/conferences/:id/steps/:code': { post: preparers, token: 'write', ifMatch: true },
  'POST /api/conferences/:id/moves': { post: ['head', 'supervisor'], token: 'write', ifMatch: true },
  'POST /api/conferences/:id/rebinding': { post: ['administrator'], token: 'admin', ifMatch: true },
  'GET /api/oversight/standing': readers,
  'GET /api/oversight/no-responsible-person': readers,
  'GET /api/oversight/exhausted-ladders': readers,

  'GET /api/deliveries': administrators,
  'GET /api/deliveries/:id': administrators,
  // No If-Match: only what was given up can be sent again, and sending it again ends that.
  'POST /api/deliveries/:id/resend': { post: ['administrator'], token: 'admin' },
  'GET /api/bouncing-addresses': administrators,
  'DELETE /api/bouncing-addresses/:id': { post: ['administrator'], token: 'admin' },

  'GET /api/calendar-feeds': readers,
  'POST /api/calendar-feeds': { post: anyPost, token: 'write', secretAnswer: true },
  'POST /api/calendar-feeds/:id/secret': { post: anyPost, token: 'write', ifMatch: true, secretAnswer: true },
  // No If-Match: revoking is final and the same whoever does it first.
  'DELETE /api/calendar-feeds/:id': { post: anyPost, token: 'write' },
  // The address itself is the secret: calendar programs have no other.
  'GET /api/calendars/:file': open,

  'GET /api/webhooks': { post: webhookKeepers, token: 'read' },
  'POST /api/webhooks': { post: webhookKeepers, token: 'admin', secretAnswer: true },
  'GET /api/webhooks/:id': { post: webhookKeepers, token: 'read' },
  'PATCH /api/webhooks/:id': { post: webhookKeepers, token: 'admin', ifMatch: true },
  // No If-Match: removing is final and the same whoever does it first.
  'DELETE /api/webhooks/:id': { post: webhookKeepers, token: 'admin' },
  'POST /api/webhooks/:id/secret': { post: webhookKeepers, token: 'admin', ifMatch: true, secretAnswer: true },
  'POST /api/webhooks/:id/test': { post: webhookKeepers, token: 'admin' },
  'GET /api/webhooks/:id/deliveries': { post: webhookKeepers, token: 'read' },
  'GET /api/webhooks/:id/deliveries/:deliveryId': { post: webhookKeepers, token: 'read' },
  'POST /api/webhooks/:id/deliveries/:deliveryId/resend': { post: webhookKeepers, token: 'admin' },

  'GET /api/notices': readers,
  'GET /api/notices/counts': readers,
  'GET /api/notices/:id': readers,
  // No If-Match: a notice only ever turns from unread to read.
  'POST /api/notices/:id/read': { post: anyPost, token: 'write' },
  'POST /api/notices/read': { post: anyPost, token: 'write' },

  'GET /api/repairs': { post: ['administrator'], token: 'admin' },

  'GET /api/rules': readers,
  'GET /api/rules/duties-without-term': { post: ['administrator'], token: 'read' },
  'GET /api/rules/:id': readers,
  // It writes nothing.
  'POST /api/rules/previews': { post: ['administrator'], token: 'read' },
  'POST /api/rules': { post: ['administrator'], token: 'admin' },

  'GET /api/work-calendar': readers,
  'POST /api/work-calendar': { post: ['administrator'], token: 'admin' },
  'GET /api/work-calendar/culture-day': readers,
  'PATCH /api/work-calendar/culture-day': { post: ['administrator'], token: 'admin', ifMatch: true },
  'GET /api/work-calendar/waiting-openings': readers,
  'GET /api/work-calendar/waiting-deadlines': { post: ['administrator', 'supervisor'], token: 'read' },
  'GET /api/work-calendar/:year': readers,
  'PATCH /api/work-calendar/:year': { post: ['administrator'], token: 'admin', ifMatch: true },
  'GET /api/work-calendar/:year/proposal': readers,
  'GET /api/work-calendar/:year/preview': { post: ['administrator'], token: 'read' },
  'POST /api/work-calendar/:year/publications': { post: ['administrator'], token: 'admin', ifMatch: true },

  'GET /api/criteria-sets': readers,
  'POST /api/criteria-sets': { post: criteriaKeepers, token: 'write' },
  'GET /api/criteria-sets/in-force': readers,
  'GET /api/criteria-sets/:id': readers,
  'PATCH /api/criteria-sets/:id': { post: criteriaKeepers, token: 'write', ifMatch: true },
  'POST /api/criteria-sets/:id/issue': { post: criteriaKeepers, token: 'write', ifMatch: true },
  'GET /api/criteria-sets/:id/comparison': readers,
};

export const isOpen = (policy: Policy): policy is { open: true } => 'open' in policy;

export const roleWords: Record<Role, { vi: string; en: string }> = {
  officer: { vi: 'cán bộ', en: 'officer' },
  head: { vi: 'lãnh đạo tổ chức', en: 'head of an organisation' },
  supervisor: { vi: 'người giám sát', en: 'supervisor' },
  administrator: { vi: 'người quản trị', en: 'administrator' },
};
