/** Opening a text in an editor: the program that $KUBE_EDITOR or $EDITOR names, or what the terminal offers. */
import { writerTo } from '../../time/index.ts';
import type { Task, Wait } from '../../time/index.ts';
import { readText } from '../paths.ts';
import { fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';

export function* editText(context: KubectlContext, fileName: string, text: string): Task<string> {
  const { command } = context;
  const program = command.environment.get('KUBE_EDITOR') || command.environment.get('EDITOR') || '';
  if (program !== '') return yield* withProgram(context, program, fileName, text);
  if (context.editor === undefined) {
    return fail('there is no editor in this terminal: change the object with "kubectl patch", or write it with "kubectl get -o yaml", edit the file and apply it');
  }
  return (yield* context.editor(command, fileName, text)) ?? text;
}

function* withProgram(context: KubectlContext, program: string, fileName: string, text: string): Task<string> {
  const { command } = context;
  const { files, processes, random } = command.machine;
  const path = `/tmp/kubectl-edit-${random.int('kubectl edit file', 100_000_000, 999_999_999)}-${fileName}`;
  files.write(path, text, { mode: 0o600 });
  const spawned = processes.spawn({
    command: ['/bin/bash', '-c', `${program} ${path}`], environment: command.environment, directory: command.directory,
    stdin: command.stdin, stdout: writerTo(context.out), stderr: writerTo(context.error), tty: command.tty, parent: command.process.pid,
  });
  if ('error' in spawned) return fail(`unable to launch the editor ${JSON.stringify(program)}`);
  let code: number | undefined;
  const ended: Wait = (wake) => { spawned.onExit((exit) => { code = exit.code; wake(); }); return () => undefined; };
  yield ended;
  if (code !== 0) return fail(`there was a problem with the editor ${JSON.stringify(program)}`);
  const edited = readText(command, path);
  files.remove(path);
  return edited;
}
