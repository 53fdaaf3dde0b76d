/**
 * What stands around the learner's source inside its own JavaScript engine: `api`, `console`, errors, and bounds on the few
 * built-in functions that could work for minutes without once asking whether they may go on. It keeps its own copies of what it
 * uses: whatever the source does to Array or JSON, it does to itself.
 */
export const PRELUDE = `(function (charge, send, say, chance) {
  'use strict';
  const { parse, stringify } = JSON;
  const { isArray } = Array;
  const { apply, ownKeys } = Reflect;
  const { getOwnPropertyDescriptor, defineProperty } = Object;
  const text = String, ErrorClass = Error, RangeClass = RangeError, TypeClass = TypeError;
  const { getPrototypeOf } = Object;
  const asyncKind = getPrototypeOf(async () => 0), generatorKind = getPrototypeOf(function* () {}), PromiseClass = Promise;
  const slice = (value, most) => apply(cut, value, [0, most]);
  const cut = String.prototype.slice;
  const join = Array.prototype.join;

  // A list as long as this has no place in an API object; native loops over it would never be interrupted.
  const MOST = 1000000;
  const lengthOf = (value) => {
    if (value === null || value === undefined || typeof value === 'string') return 0;
    const own = getOwnPropertyDescriptor(value, 'length');
    return own !== undefined && typeof own.value === 'number' ? own.value : isArray(value) ? MOST + 1 : own === undefined ? 0 : MOST + 1;
  };
  // What they do is counted as steps, a loop's round as one.
  let spent = 0;
  const spend = (steps) => {
    spent += steps;
    if (spent >= 10000) { const whole = (spent - spent % 10000) / 10000; spent -= whole * 10000; charge(whole); }
  };
  const bounded = (holder, name, work, most, what) => {
    const original = holder[name];
    if (typeof original !== 'function' || name === 'constructor') return;
    const { [name]: replaced } = { [name](...given) {
      const steps = work(this, given);
      if (steps > most) throw new RangeClass(what);
      spend(steps);
      return apply(original, this, given);
    } };
    defineProperty(holder, name, { value: replaced, writable: true, configurable: true, enumerable: false });
  };
  const quick = ['push', 'pop', 'at', 'keys', 'values', 'entries', 'length'];
  for (const name of ownKeys(Array.prototype)) if (!quick.includes(name)) bounded(Array.prototype, name, lengthOf, MOST, 'this list is too long: at most 1,000,000 entries');
  const searching = (subject, [sought]) => (typeof subject === 'string' ? subject.length * (typeof sought === 'string' ? sought.length + 1 : 1) / 20 : 0);
  for (const name of ['indexOf', 'lastIndexOf', 'includes', 'split', 'replace', 'replaceAll', 'match', 'matchAll', 'search', 'localeCompare', 'normalize', 'slice', 'substring', 'substr', 'concat', 'trim', 'toLowerCase', 'toUpperCase', 'padStart', 'padEnd', 'codePointAt']) {
    bounded(String.prototype, name, searching, MOST, 'this text is too long to be searched');
  }
  bounded(String.prototype, 'repeat', (subject, [times]) => (typeof subject === 'string' && typeof times === 'number' ? subject.length * times / 20 : 0), MOST, 'this text would be too long');
  const deep = (value, left) => {
    if (typeof value !== 'object' || value === null) return;
    if (left === 0) throw new RangeClass('this object is nested too deeply: at most 100 levels');
    for (const key in value) deep(value[key], left - 1);
  };
  JSON.stringify = (value, ...how) => { deep(value, 100); return stringify(value, ...how); };
  Math.random = () => chance();
  // Text becomes a program only where it is read as one: when the controller starts.
  const refuse = function () { throw new TypeClass('a controller cannot make programs out of text: eval, Function and import() are not there'); };
  globalThis.eval = refuse;
  globalThis.Function = refuse;
  for (const made of [function () {}, async () => 0, function* () {}, async function* () {}]) defineProperty(getPrototypeOf(made), 'constructor', { value: refuse });

  class ApiError extends ErrorClass {
    constructor({ code, reason, message, details }) {
      super(message);
      this.name = 'ApiError';
      this.code = code; this.reason = reason; this.details = details;
    }
  }
  const plain = (value, what) => {
    deep(value, 100);
    const json = stringify(value);
    if (json === undefined) throw new TypeClass('api.' + what + ': an object is expected, found ' + typeof value);
    return json;
  };
  const ask = (verb, ...given) => {
    const answer = parse(send(verb, plain(given, verb)));
    if (answer.error !== undefined) throw new ApiError(answer.error);
    return answer.value;
  };
  const api = {
    get: (wanted) => ask('get', wanted),
    list: (wanted) => ask('list', wanted),
    create: (object) => ask('create', object),
    update: (object) => ask('update', object),
    updateStatus: (object) => ask('updateStatus', object),
    patch: (wanted, patch) => ask('patch', wanted, patch),
    delete: (wanted, options) => ask('delete', wanted, options),
    event: (about, reason, message, type) => { ask('event', about, reason, message, type); },
    controllerReference: (owner) => ({
      apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid, controller: true, blockOwnerDeletion: true,
    }),
  };
  const frozen = Object.freeze(api);
  const shown = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof ErrorClass) return value.name + ': ' + value.message;
    if (typeof value === 'function') return 'function ' + value.name;
    try { deep(value, 100); return stringify(value) ?? text(value); } catch { return '(a ' + typeof value + ' that cannot be shown)'; }
  };
  const log = (...values) => {
    let line = '';
    for (let i = 0; i < values.length && line.length < 2100; i++) line += (i === 0 ? '' : ' ') + shown(values[i]);
    say(slice(line, 2001));
  };
  globalThis.console = Object.freeze({ log, info: log, warn: log, error: log, debug: log });

  return {
    look(module) {
      const { watches, reconcile } = module;
      const kind = typeof reconcile !== 'function' ? 'none' : getPrototypeOf(reconcile) === asyncKind ? 'async' : getPrototypeOf(reconcile) === generatorKind ? 'generator' : 'plain';
      return stringify({ kind, watches: watches === undefined ? null : watches, names: ownKeys(module).filter((name) => typeof name === 'string') });
    },
    run(module, request) {
      const result = module.reconcile(parse(request), frozen);
      if (result instanceof PromiseClass || (typeof result === 'object' && result !== null && typeof result.then === 'function')) return 'promise';
      if (result === undefined || result === null) return '{}';
      return stringify({ after: result.requeueAfter, type: typeof result.requeueAfter });
    },
    describe(thrown) {
      if (typeof thrown !== 'object' || thrown === null) return stringify({ message: 'it threw ' + slice(shown(thrown), 500) + ', not an Error', stack: '' });
      const word = (key) => { try { const value = thrown[key]; return typeof value === 'string' ? value : ''; } catch { return ''; } };
      const message = word('message');
      return stringify({ name: slice(word('name'), 100), message: message === '' ? 'it threw ' + slice(shown(thrown), 500) : slice(message, 1000), stack: slice(word('stack'), 4000) });
    },
  };
})`;
