/** Files from the author's disk: dropped or chosen, single ones or a whole folder. */
import type { Draft, Files } from './types.ts';

type Picked = { readonly path: string; readonly file: File };
export type Taken = { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly why: 'nothing' | 'large' | 'slug'; readonly about: string };

const mostFiles = 200;
const mostBytes = 256 * 1024;
const texts = /\.(?:ya?ml|md|sh|txt|conf|json|html)$/;
const slugs = /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/;

const readEntries = (reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> => new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
async function walk(entry: FileSystemEntry, out: Picked[]): Promise<void> {
  if (out.length > mostFiles) return;
  if (entry.isFile) {
    // `isFile` says which of the two it is.
    const file = await new Promise<File>((resolve, reject) => { (entry as FileSystemFileEntry).file(resolve, reject); });
    out.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A part at a time, until nothing comes.
  for (let part = await readEntries(reader); part.length > 0; part = await readEntries(reader)) for (const each of part) await walk(each, out);
}

export async function pickedFrom(data: DataTransfer): Promise<readonly Picked[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const out: Picked[] = [];
  for (const entry of entries) await walk(entry, out);
  return out;
}
export const pickedOf = (files: FileList): readonly Picked[] => [...files].map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }));

async function textsOf(picked: readonly Picked[]): Promise<Files> {
  return Object.fromEntries(await Promise.all(picked.map(async ({ path, file }) => [path, (await file.text()).replaceAll('\r\n', '\n').replace(/^\uFEFF/, '')] as const)));
}

/** What was picked as a lab or a quiz; without `exercise.yaml` a file of a quiz is looked for. */
export async function draftOf(picked: readonly Picked[]): Promise<Taken> {
  const wanted = picked.filter(({ path }) => texts.test(path) && !/(^|\/)\./.test(path));
  if (wanted.length === 0) return { ok: false, why: 'nothing', about: picked.map(({ path }) => path).slice(0, 3).join(', ') };
  const large = wanted.find(({ file }) => file.size > mostBytes);
  if (large !== undefined || wanted.length > mostFiles) return { ok: false, why: 'large', about: large?.path ?? `${wanted.length}` };
  const main = wanted.find(({ path }) => /(^|\/)exercise\.yaml$/.test(path));
  const files = await textsOf(wanted);
  if (main !== undefined) {
    const root = main.path.slice(0, -'exercise.yaml'.length);
    const own = Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(root)).map(([path, text]) => [path.slice(root.length), text]));
    return named('lab', root.split('/').at(-2) ?? /^metadata: *\{ *name: *([\w-]+)/m.exec(own['exercise.yaml'] ?? '')?.[1] ?? 'my-lab', own);
  }
  const [quiz] = Object.entries(files).filter(([path, text]) => /\.ya?ml$/.test(path) && /^kind: *Quiz *$/m.test(text));
  if (quiz === undefined) return { ok: false, why: 'nothing', about: wanted.map(({ path }) => path).slice(0, 3).join(', ') };
  const slug = (quiz[0].split('/').at(-1) ?? '').replace(/\.ya?ml$/, '');
  return named('quiz', slug, { [`${slug}.yaml`]: quiz[1] });
}
const named = (kind: Draft['kind'], slug: string, files: Files): Taken => (slugs.test(slug) ? { ok: true, draft: { kind, slug, files } } : { ok: false, why: 'slug', about: slug });
