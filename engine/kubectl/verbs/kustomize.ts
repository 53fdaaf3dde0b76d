import { fail } from '../problems.ts';
import { kustomize as build } from '../kustomize/build.ts';
import type { Verb } from '../verb.ts';

export const kustomize: Verb = {
  name: 'kustomize', usage: 'kustomize DIR [flags] [options]', about: 'Print the objects that a folder with a kustomization makes',
  flags: [
    { name: 'as-current-user', type: 'bool', about: 'Not used', hidden: true }, { name: 'enable-helm', type: 'bool', about: 'Not part of this kubectl', hidden: true },
    { name: 'load-restrictor', type: 'string', default: 'LoadRestrictionsRootOnly', about: 'Files come from inside of the folder' },
    { name: 'output', short: 'o', type: 'string', about: 'A file to write to' },
  ],
  *run(context) {
    const [folder = '.', ...more] = context.args;
    if (more.length > 0) fail('specify one path to kustomization.yaml');
    const text = build(context, folder);
    const path = context.flags.text('output');
    if (path === '') context.out(text);
    else context.command.machine.files.write(path.startsWith('/') ? path : `${context.command.directory}/${path}`, text);
    return 0;
  },
};
