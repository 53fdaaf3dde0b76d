import { readText, resolvePath } from '../paths.ts';
import { fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';

/** The template itself, or the text of the file that a `-file` format names. */
export function templateText(context: KubectlContext, format: string, argument: string, what: string): string {
  if (argument === '') fail(`${what} format specified but no ${what} given`);
  if (!format.endsWith('file')) return argument;
  if (context.command.machine.files.stat(resolvePath(context.command, argument)) === undefined) {
    fail(`error reading ${what === 'template' ? '--template' : 'template'} ${argument}, open ${argument}: no such file or directory\n`.trimEnd());
  }
  return readText(context.command, argument);
}
