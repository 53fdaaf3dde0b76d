/** `config view`: secrets are left out unless --raw. */
import { encodeBase64 } from '../../../api/index.ts';
import type { Json, JsonObject } from '../../../base/index.ts';
import { configObject, resolvePaths } from '../../kubeconfig.ts';
import type { Kubeconfig } from '../../kubeconfig.ts';
import { textAt } from '../../objects.ts';
import { readText, resolvePath } from '../../paths.ts';
import { templateFlags } from '../../print/flags.ts';
import { createPrinter } from '../../print/printer.ts';
import { fail, usageFail } from '../../problems.ts';
import type { KubectlContext, Verb } from '../../verb.ts';

const DATA = 'DATA+OMITTED';
const HIDDEN: { readonly [key: string]: string } = { 'certificate-authority-data': DATA, 'client-certificate-data': DATA, 'client-key-data': DATA, token: 'REDACTED', password: 'REDACTED' };

export const view: Verb = {
  name: 'view', usage: 'config view [flags]', about: 'Show the kubeconfig',
  flags: [
    { name: 'output', short: 'o', type: 'string', default: 'yaml', about: 'Format of the output' }, ...templateFlags,
    { name: 'flatten', type: 'bool', about: 'Put the content of files in the place of their names' },
    { name: 'merge', type: 'bool', default: 'true', about: 'Show all files together' },
    { name: 'minify', type: 'bool', about: 'Show only what the current context needs' },
    { name: 'raw', type: 'bool', about: 'Show secrets too' },
  ],
  *run(context) {
    const { flags, args } = context;
    if (args.length > 0) usageFail(context, `unexpected arguments: [${args.join(' ')}]`);
    const loaded = context.configStore.load();
    const chosen = flags.on('minify') ? minified(context, loaded) : loaded;
    const config = flags.on('flatten') ? flattened(context, resolvePaths(context.command, chosen, context.configStore.paths[0] ?? '')) : chosen;
    // What is flattened is whole. @k8s kubectl/pkg/cmd/config/view.go
    const shown = configObject(flags.on('raw') || flags.on('flatten') ? config : redacted(config));
    context.out(createPrinter(context)(withoutUnset(shown)));
    return 0;
  },
};

const withoutUnset = (object: JsonObject): JsonObject => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

const redact = (entry: JsonObject | undefined): JsonObject => Object.fromEntries(Object.entries(entry ?? {}).map(([key, value]) => [key, HIDDEN[key] ?? value]));

export const redacted = (config: Kubeconfig): Kubeconfig => ({
  ...config, clusters: config.clusters.map(({ name, cluster }) => ({ name, cluster: redact(cluster) })), users: config.users.map(({ name, user }) => ({ name, user: redact(user) })),
});

/** The content of files in the place of their names. @k8s client-go/tools/clientcmd/api/helpers.go FlattenConfig */
function flattened({ command }: KubectlContext, config: Kubeconfig): Kubeconfig {
  const flat = (entry: JsonObject | undefined, keys: readonly string[]): JsonObject => {
    const out: { [key: string]: Json | undefined } = { ...entry };
    for (const key of keys) {
      const path = out[key];
      if (typeof path !== 'string' || path === '') continue;
      delete out[key];
      if (out[`${key}-data`] !== undefined) continue;
      if (command.machine.files.realPath(resolvePath(command, path)) === undefined) fail(`open ${path}: no such file or directory`);
      out[`${key}-data`] = encodeBase64(readText(command, path));
    }
    return out;
  };
  return {
    ...config, clusters: config.clusters.map(({ name, cluster }) => ({ name, cluster: flat(cluster, ['certificate-authority']) })),
    users: config.users.map(({ name, user }) => ({ name, user: flat(user, ['client-certificate', 'client-key']) })),
  };
}

/** @k8s client-go/tools/clientcmd/api/helpers.go MinifyConfig */
function minified({ flags }: KubectlContext, config: Kubeconfig): Kubeconfig {
  const wanted = flags.text('context') || config.currentContext;
  if (wanted === '') fail('current-context must exist in order to minify');
  const context = config.contexts.find(({ name }) => name === wanted);
  if (context === undefined) return fail(`cannot locate context ${wanted}`);
  return {
    contexts: [context], currentContext: wanted,
    clusters: config.clusters.filter(({ name }) => name === textAt(context.context, 'cluster')), users: config.users.filter(({ name }) => name === textAt(context.context, 'user')),
  };
}
