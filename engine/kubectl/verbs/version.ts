/** `kubectl version`. @k8s kubectl/pkg/cmd/version/version.go; golden kubectl/version-cluster-info */
import { dumpYaml } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { textAt } from '../objects.ts';
import { outputFlag } from '../print/flags.ts';
import { Failure, fail, printedProblem } from '../problems.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const CLIENT: JsonObject = {
  major: '1', minor: '36', gitVersion: 'v1.36.3', gitCommit: '0f29094e5b73085e3802ecc1298ecae13866bfe6', gitTreeState: 'clean',
  buildDate: '2026-07-22T18:10:35Z', goVersion: 'go1.26.5', compiler: 'gc', platform: 'linux/amd64',
};
const KUSTOMIZE = 'v5.8.1';

export const version: Verb = {
  name: 'version', usage: 'version [flags] [options]', about: 'Show the versions of kubectl and of the server',
  flags: [outputFlag, { name: 'client', type: 'bool', about: 'Ask no server' }],
  *run(context) {
    const { flags, args } = context;
    const output = flags.text('output');
    if (args.length > 0) fail(`extra arguments: [${args.join(' ')}]`);
    if (!['', 'json', 'yaml'].includes(output)) fail("--output must be 'yaml' or 'json'");
    const server = flags.on('client') ? undefined : serverVersion(context);
    const known = server !== undefined && !(server instanceof Failure) ? server : undefined;
    const all: JsonObject = { clientVersion: CLIENT, kustomizeVersion: KUSTOMIZE, ...(known === undefined ? {} : { serverVersion: known }) };
    if (output === 'json') context.out(`${JSON.stringify(all, undefined, 2)}\n`);
    else if (output === 'yaml') context.out(`${dumpYaml(all)}\n`);
    else {
      context.out(`Client Version: ${textAt(CLIENT, 'gitVersion')}\nKustomize Version: ${KUSTOMIZE}\n`);
      if (known !== undefined) context.out(`Server Version: ${textAt(known, 'gitVersion')}\n`);
    }
    if (!(server instanceof Failure)) return 0;
    context.error(printedProblem(server.problem));
    return 1;
  },
};

const INFO = ['major', 'minor', 'emulationMajor', 'emulationMinor', 'minCompatibilityMajor', 'minCompatibilityMinor', 'gitVersion', 'gitCommit', 'gitTreeState', 'buildDate', 'goVersion', 'compiler', 'platform'];
const goInfo = (info: JsonObject): string => `version.Info{${INFO.map((key) => `${key.charAt(0).toUpperCase()}${key.slice(1)}:${JSON.stringify(textAt(info, key))}`).join(', ')}}`;

/** `--match-server-version`. @k8s client-go/discovery/helper.go MatchesServerVersion */
export function matchVersions(server: JsonObject, differs: (message: string) => never): void {
  if (['gitVersion', 'gitCommit', 'gitTreeState'].some((key) => textAt(server, key) !== textAt(CLIENT, key))) differs(`server version (&${goInfo(server)}) differs from client version (${goInfo(CLIENT)})`);
}

function serverVersion(context: KubectlContext): JsonObject | Failure {
  try { return context.api.call('GET', '/version'); }
  catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
