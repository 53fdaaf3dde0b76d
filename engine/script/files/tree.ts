/**
 * The nodes of a file tree. A node belongs to the file system that made it (`owner`); another one that shares the tree
 * as its lower layer copies a node before changing it, so starting a container from an image copies nothing.
 */
import type { Content, FileStat } from '../types.ts';
import { byteLength } from './paths.ts';

export type Owner = { readonly layer: number };
type Attributes = { owner: Owner; mode: number; uid: number; gid: number; mtime: number };
export type FileNode = Attributes & { readonly type: 'file'; content: Content; size: number; /** Its text is made when somebody reads it. */ readonly later?: true };
/** @param hint bytes that it is said to have until then; left out: asking for its size makes it */
export function laterFile(at: Attributes, make: () => string, hint: number | undefined): FileNode {
  let content: Content | undefined;
  return {
    ...at, type: 'file', later: true,
    get content() { content ??= make(); return content; },
    set content(value) { content = value; },
    get size() { return content === undefined && hint !== undefined ? hint : sizeOf(this.content); },
    set size(_bytes) { /* it follows from the content */ },
  };
}
export type LinkNode = Attributes & { readonly type: 'symlink'; readonly target: string };
export type DirectoryNode = Attributes & {
  readonly type: 'directory';
  /** Undefined hides the entry of the lower layer. */
  readonly entries: Map<string, TreeNode | undefined>;
  readonly lower: DirectoryNode | undefined;
};
export type TreeNode = FileNode | LinkNode | DirectoryNode;

export function lookup(directory: DirectoryNode, name: string): TreeNode | undefined {
  for (let layer: DirectoryNode | undefined = directory; layer !== undefined; layer = layer.lower) {
    const node = layer.entries.get(name);
    if (node !== undefined || layer.entries.has(name)) return node;
  }
  return undefined;
}

export function names(directory: DirectoryNode): string[] {
  if (directory.lower === undefined) return [...directory.entries].filter(([, node]) => node !== undefined).map(([name]) => name).sort();
  const all = new Set(names(directory.lower));
  for (const [name, node] of directory.entries) { if (node === undefined) all.delete(name); else all.add(name); }
  return [...all].sort();
}

export const children = (directory: DirectoryNode): TreeNode[] => names(directory).flatMap((name) => lookup(directory, name) ?? []);

/** The same node as `owner`'s own, ready to be changed. */
export function copyFor(owner: Owner, node: TreeNode): TreeNode {
  if (node.owner === owner) return node;
  if (node.type === 'directory') return { ...node, owner, entries: new Map(), lower: node };
  return { ...node, owner };
}

export const sizeOf = (content: Content): number => (typeof content === 'string' ? byteLength(content) : content.zeros);

/** Longest run of zeros that is kept as text when text is written beside it. */
const MAX_MIXED = 1 << 24;

export function appended(first: Content, second: Content): Content {
  if (typeof first === 'string' && typeof second === 'string') return first + second;
  if (first === '') return second;
  if (second === '') return first;
  const zeros = (typeof first === 'string' ? 0 : first.zeros) + (typeof second === 'string' ? 0 : second.zeros);
  if ((typeof first !== 'string' && typeof second !== 'string') || zeros > MAX_MIXED) return { zeros: sizeOf(first) + sizeOf(second) };
  return textOf(first) + textOf(second);
}

/** As text; a run of zeros longer than what fits in memory is cut. */
export const textOf = (content: Content): string =>
  typeof content === 'string' ? content : '\0'.repeat(Math.min(content.zeros, MAX_MIXED));

export const BLOCK = 4096;
export const blocks = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK;

/**
 * `tmpfs` directories count 20 bytes an entry, those on a disk one block. @k8s golden controllers/sa-token-mount
 * @param layered whether a node over another is an overlay's: else it is a copy that shares what has not changed
 */
export function statOf(node: TreeNode, kind: 'disk' | 'tmpfs', layered = true): FileStat {
  const { mode, uid, gid, mtime } = node;
  if (node.type === 'file') return node.later === true ? { type: 'file', mode, uid, gid, mtime, get size() { return node.size; } } : { type: 'file', mode, uid, gid, mtime, size: node.size };
  if (node.type === 'symlink') return { type: 'symlink', mode, uid, gid, mtime, size: byteLength(node.target), target: node.target };
  const merged = node.lower === undefined || !layered ? {} : { merged: true } as const;
  return { type: 'directory', mode, uid, gid, mtime, size: kind === 'disk' ? BLOCK : 40 + 20 * names(node).length, ...merged };
}
