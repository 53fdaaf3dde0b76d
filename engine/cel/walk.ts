/** Expressions as trees: what lies below a node, and what an expression looks at. */
import type { ASTNode } from '@marcbachmann/cel-js';

/** Macros that go through a list or a map: `items.all(p, …)`. */
export const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter', 'sortBy']);
export type Loop = { readonly over: ASTNode; readonly names: readonly string[]; readonly bodies: readonly ASTNode[] };

/** Undefined where a node is no loop. */
export function loopOf(node: ASTNode): Loop | undefined {
  if (node.op !== 'rcall') return undefined;
  const [name, over, args] = node.args;
  const [first, second] = args;
  if (!LOOPS.has(name) || first?.op !== 'id' || second === undefined) return undefined;
  const two = args.length === 3 && second.op === 'id' && name !== 'map';
  return { over, names: two ? [first.args, String(second.args)] : [first.args], bodies: args.slice(two ? 2 : 1) };
}

export function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value': case 'id': return [];
    case '.': case '.?': return [node.args[0]];
    case 'call': return node.args[1];
    case 'rcall': return [node.args[1], ...node.args[2]];
    case 'list': return node.args;
    case 'map': return node.args.flat();
    case '!_': case '-_': return [node.args];
    case '?:': return node.args;
    default: return node.args as [ASTNode, ASTNode]; // every other operator has two sides
  }
}

/** What is looked at: `object.spec.replicas` is `['object', 'spec', 'replicas']`; `[]` is each item of a list. */
export type Read = readonly string[];
type Names = ReadonlyMap<string, Read | undefined>;

export function readsOf(ast: ASTNode, variables: ReadonlySet<string>): readonly Read[] {
  const found = new Map<string, Read>();
  const note = (read: Read | undefined): void => { if (read !== undefined) found.set(read.join('\u0000'), read); };
  const place = (node: ASTNode, names: Names): Read | undefined => {
    switch (node.op) {
      case 'id': return names.has(node.args) ? names.get(node.args) : variables.has(node.args) ? [node.args] : undefined;
      case '.': case '.?': { const below = place(node.args[0], names); return below && [...below, node.args[1]]; }
      case '[]': case '[?]': {
        const [below, key] = [place(node.args[0], names), node.args[1]];
        return below && [...below, key.op === 'value' && typeof key.args === 'string' ? key.args : '[]'];
      }
      case 'rcall': return node.args[0] === 'filter' && loopOf(node) !== undefined ? place(node.args[1], names) : undefined;
      default: return undefined;
    }
  };
  const visit = (node: ASTNode, names: Names): void => {
    const loop = loopOf(node);
    if (loop !== undefined) {
      const list = place(loop.over, names);
      if (list === undefined || loop.over.op === 'rcall') visit(loop.over, names);
      const before = found.size;
      const inside = new Map(names);
      loop.names.forEach((name, index) => inside.set(name, index === loop.names.length - 1 && list !== undefined ? [...list, '[]'] : undefined));
      for (const body of loop.bodies) visit(body, inside);
      if (found.size === before) note(list);
      return;
    }
    const here = place(node, names);
    if (here !== undefined && node.op !== 'rcall') { note(here); return; }
    for (const child of childrenOf(node)) visit(child, names);
  };
  visit(ast, new Map());
  const all = [...found.values()];
  // What only leads to something longer says nothing more.
  return all.filter((read) => !all.some((other) => other.length > read.length && read.every((step, index) => step === other[index])));
}
