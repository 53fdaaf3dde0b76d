/** Opening a text in an editor: the program that $KUBE_EDITOR or $EDITOR names, or what the terminal offers. @k8s kubectl/pkg/cmd/util/editor/editor.go */
import { writerTo } from '../../time/index.ts';
import type { Task, Wait } from '../../time/index.ts';
import { readText } from '../paths.ts';
import { fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';

/** What came back, and the file in which it still is; '' where there is no file. */
export type Edited = { readonly text: string; readonly file: string };

/** @param extension `.yaml` */
export function* editText(context: KubectlContext, extension: string, text: string): Task<Edited> {
  const { command } = context;
  const program = command.environment.get('KUBE_EDITOR') || command.environment.get('EDITOR') || '';
  if (program !== '') return yield* withProgram(context, program, extension, text);
  if (context.editor === undefined) {
    return fail('there is no editor in this terminal: change the object with "kubectl patch", or write it with "kubectl get -o yaml", edit the file and apply it');
  }
  return { text: (yield* context.editor(command, `kubectl-edit${extension}`, text)) ?? text, file: '' };
}

function* withProgram(context: KubectlContext, program: string, extension: string, text: string): Task<Edited> {
  const { command } = context;
  const { files, processes, random } = command.machine;
  const path = `/tmp/kubectl-edit-${random.int('kubectl edit file', 100_000_000, 4_294_967_295)}${extension}`;
  files.write(path, text, { mode: 0o600 });
  // Quotes and backslashes are for a shell.
  const words = /["'\\]/.test(program) ? ['/bin/bash', '-c', `${program} ${path}`] : [...program.split(' '), path];
  const spawned = processes.spawn({
    command: words, environment: command.environment, directory: command.directory,
    stdin: command.stdin, stdout: writerTo(context.out), stderr: writerTo(context.error), tty: command.tty, parent: command.process.pid,
  });
  if ('error' in spawned) return fail(`unable to launch the editor ${JSON.stringify(program)}`);
  let code: number | undefined;
  const ended: Wait = (wake) => { spawned.onExit((exit) => { code = exit.code; wake(); }); return () => undefined; };
  yield ended;
  if (code !== 0) return fail(`there was a problem with the editor ${JSON.stringify(program)}`);
  return { text: readText(command, path), file: path };
}

export const forget = (context: KubectlContext, file: string): void => { if (file !== '') context.command.machine.files.remove(file); };
