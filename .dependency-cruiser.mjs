// The table of design.md §1: who may import whom. Arrows only go down, apps never import apps, no circles.
const room = {
  domain: '^libs/domain/',
  records: '^libs/records/',
  usecases: '^libs/usecases/',
  notices: '^libs/notices/',
  papers: '^libs/papers/',
  platform: '^libs/platform/',
  workflows: '^workflows/',
  api: '^apps/api/',
  worker: '^apps/worker/',
  web: '^apps/web/',
  infra: '^infra/',
};
const notTests = '\\.spec\\.ts$|/testing/';
const inside = (name, allowed) => ({
  name: `${name}-imports-only-what-it-may`,
  comment: `design.md §1: ${name} may import ${allowed.length ? allowed.join(', ') : 'no other room'}`,
  severity: 'error',
  from: { path: room[name], pathNot: notTests },
  to: { path: '^(apps|libs|workflows|infra)/', pathNot: [room[name], ...allowed.map((other) => room[other] ?? other)] },
});
const packages = (name, allowed) => ({
  name: `${name}-uses-only-these-packages`,
  comment: `design.md §1: ${name} may use ${allowed.join(', ')}`,
  severity: 'error',
  from: { path: room[name], pathNot: notTests },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'core'],
    pathNot: allowed.map((one) => `(^|node_modules/)${one}(/|$)`),
  },
});

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    inside('domain', []),
    inside('records', ['domain']),
    inside('usecases', ['domain', 'records']),
    // A channel implements a port, as the platform does (decision 0003).
    inside('notices', ['domain', '^libs/usecases/src/index\\.ts$']),
    inside('papers', ['domain']),
    inside('platform', [
      'domain',
      '^libs/usecases/src/ports\\.ts$',
      '^libs/usecases/src/index\\.ts$',
      '^workflows/src/contracts\\.ts$',
    ]),
    inside('workflows', []),
    inside('api', ['domain', 'records', 'usecases', 'papers', 'platform']),
    inside('worker', ['domain', 'records', 'usecases', 'workflows', 'notices', 'platform']),
    inside('web', []),
    { name: 'nobody-imports-infra', severity: 'error', from: { pathNot: ['^infra/', notTests] }, to: { path: '^infra/' } },
    {
      name: 'a-room-is-entered-by-its-mouth',
      comment: 'index.ts is the mouth of a room; the contracts of the workflows are one more',
      severity: 'error',
      from: { path: '^(apps/[^/]+|libs/[^/]+|workflows|infra)/', pathNot: notTests },
      to: {
        path: '^(libs/[^/]+|workflows)/src/.+',
        pathNot: ['/src/index\\.ts$', '^workflows/src/contracts\\.ts$', '^$1/', '/src/testing/'],
      },
    },
    packages('domain', ['xstate', 'temporal-polyfill']),
    packages('workflows', ['@temporalio/workflow', '@temporalio/common']),
    packages('records', ['typeorm', 'pg']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.local)/' },
    tsPreCompilationDeps: false,
    parser: 'swc',
    enhancedResolveOptions: {
      conditionNames: ['lantoa-source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
