/** Both languages tell the same: the same headings, the same code blocks, the same parameters. */
import { isObject, type Json } from '../../../base/index.ts';
import type { Lab } from '../lab.ts';

const FENCE = /^```[^\n]*\n[\s\S]*?^```$/gm;
const codeOf = (text: string): string[] => text.match(FENCE) ?? [];
const headingsOf = (text: string): number[] => [...text.replace(FENCE, '').matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);
const placesIn = (text: string): string => [...new Set(text.match(/\{\{ *[a-z][A-Za-z0-9]* *\}\}/g) ?? [])].map((place) => place.replaceAll(' ', '')).sort().join(' ');

/** In sentences for an author; none if all is well. */
export function languageProblems(lab: Lab): readonly string[] {
  const { en, zh } = lab.task;
  const problems: string[] = [];
  const [english, chinese] = [headingsOf(en), headingsOf(zh)];
  if (english.join() !== chinese.join()) problems.push(`task.en.md has ${english.length} headings, task.zh.md ${chinese.length}; they should be the same, of the same levels`);
  const [blocks, others] = [codeOf(en), codeOf(zh)];
  if (blocks.length !== others.length) problems.push(`task.en.md has ${blocks.length} code blocks, task.zh.md ${others.length}`);
  else blocks.forEach((block, index) => { if (block !== others[index]) problems.push(`code block ${index + 1} differs between task.en.md and task.zh.md`); });
  if (placesIn(en) !== placesIn(zh)) problems.push(`task.en.md names the parameters ${placesIn(en) || 'none'}, task.zh.md ${placesIn(zh) || 'none'}`);
  walk(lab.spec as unknown as Json, '', problems); // the file is JSON
  return problems;
}

function walk(value: Json, path: string, problems: string[]): void {
  if (Array.isArray(value)) { (value as readonly Json[]).forEach((entry, index) => walk(entry, `${path}[${index}]`, problems)); return; }
  if (!isObject(value)) return;
  const { en, zh } = value;
  if (typeof en === 'string' && typeof zh === 'string' && placesIn(en) !== placesIn(zh)) problems.push(`${path}: the English text names the parameters ${placesIn(en) || 'none'}, the Chinese ${placesIn(zh) || 'none'}`);
  for (const [key, entry] of Object.entries(value)) walk(entry ?? null, path === '' ? key : `${path}.${key}`, problems);
}
