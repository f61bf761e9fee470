/** The rules of the design that no general linter knows. Loaded by oxlint (`jsPlugins`). */
const isDate = (node) => node?.type === 'Identifier' && node.name === 'Date';
const propertyOf = (callee) => (callee?.type === 'MemberExpression' && !callee.computed ? callee.property.name : undefined);

/** The clock is an argument: a rule that asks the wall clock cannot be asked about another day. */
const noClock = {
  create: (context) => ({
    CallExpression(node) {
      if ((isDate(node.callee?.object) && propertyOf(node.callee) === 'now') || isDate(node.callee))
        context.report({ node, message: 'The clock is an argument: take Clock or the instant handed in.' });
    },
    NewExpression(node) {
      if (isDate(node.callee) && node.arguments.length === 0)
        context.report({ node, message: 'The clock is an argument: take Clock or the instant handed in.' });
    },
    MemberExpression(node) {
      if (node.object?.type === 'Identifier' && node.object.name === 'Temporal' && propertyOf(node) === 'Now')
        context.report({ node, message: 'The clock is an argument: take Clock or the instant handed in.' });
    },
  }),
};

// express-session's own save takes a callback and writes no aggregate.
const isSession = (node) => (node?.type === 'MemberExpression' ? node.property?.name : node?.name) === 'session';

/** TypeORM's save() writes an old revision back (design, "API"): write by compare and set. */
const noSave = {
  create: (context) => ({
    CallExpression(node) {
      if (propertyOf(node.callee) === 'save' && node.arguments.length > 0 && !isSession(node.callee.object))
        context.report({ node, message: 'Never save() an aggregate: UPDATE … WHERE revision = :seen, and look at the count.' });
    },
  }),
};

export default { meta: { name: 'lantoa' }, rules: { 'no-clock': noClock, 'no-save': noSave } };
