/** For tests: kubectl on a machine of its own, with a real API server behind it and nothing else. */
import { createApiServer } from '../../apiserver/index.ts';
import type { ApiServer, ApiServerOptions } from '../../apiserver/index.ts';
import { createFiles, createMachine, programsIn, runScript } from '../../script/index.ts';
import type { Command, Files, Machine, NetworkPort } from '../../script/index.ts';
import { createStore } from '../../store/index.ts';
import { createClock, createIds, createRandom, createPipe, emptyReader, writerTo } from '../../time/index.ts';
import type { Clock } from '../../time/index.ts';
import { createClusterIdentity } from '../../pki/index.ts';
import { adminConfig, createKubectl } from '../index.ts';
import { SERVERS } from '../kubectl.ts';
import type { KubectlOptions } from '../index.ts';

export type Ran = { readonly out: string; readonly err: string; readonly code: number | undefined; readonly ms: number };
export type World = {
  readonly clock: Clock; readonly files: Files; readonly server: ApiServer; readonly machine: Machine;
  /** Runs a line of bash; `code` is undefined if it has not ended after the limit. */
  run(line: string, options?: { readonly stdin?: string; readonly limitMs?: number }): Ran;
};

const START = Date.UTC(2026, 10, 21, 12, 0, 0);

/** One for all worlds of a test file: keys cost time. */
const identity = createClusterIdentity({ random: createRandom('identity'), now: START });
let config: KubectlOptions['kubeconfig'];
export const adminsConfig = (): NonNullable<KubectlOptions['kubeconfig']> =>
  config ??= adminConfig(SERVERS[0] ?? '', { authority: identity.authority.pem, certificate: identity.admin.pem, key: identity.admin.keyPem });

/** Refuses every connection. */
export const noNetwork: NetworkPort = {
  addresses: ['172.30.0.100'],
  *resolve() { return { ok: false, reason: 'NXDOMAIN' }; },
  *http() { return { ok: false, reason: 'refused' }; },
  *connect() { return { ok: false, reason: 'refused' }; },
  listen: () => () => undefined,
};

/** @param programs further programs of the machine, in /bin */
export function createWorld(programs: { readonly [name: string]: Command } = {}, options: Partial<KubectlOptions> = {}, serverOptions: Partial<ApiServerOptions> = {}): World {
  const clock = createClock(START);
  const random = createRandom('kubectl');
  const server = createApiServer({ clock, random, ids: createIds(random), store: createStore({ clock }), identity, warnLimits: false, ...serverOptions });
  const files = createFiles(clock);
  for (const directory of ['/bin', '/tmp', '/etc', '/home/learner', '/home/learner/work']) files.makeDirectory(directory, { parents: true });
  for (const name of ['default', 'kube-system']) server.handle({ method: 'POST', path: '/api/v1/namespaces', body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } });
  server.handle({ method: 'POST', path: '/api/v1/namespaces/default/serviceaccounts', body: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } } });
  const kubectl = createKubectl({ request: (request) => server.handle(request), clock, kubeconfig: adminsConfig(), authority: () => identity.authority.pem, ...options });
  const machine = createMachine({ clock, random, hostname: 'peapod', files, programs: programsIn('/bin', { ...programs, kubectl }), network: noNetwork });
  return {
    clock, files, server, machine,
    run(line, { stdin, limitMs = 120_000 } = {}) {
      let out = '';
      let err = '';
      const pipe = createPipe(stdin ?? '');
      pipe.close();
      const started = clock.now;
      const spawned = runScript({
        machine, script: line, dialect: 'bash', stdin: stdin === undefined ? emptyReader() : pipe, directory: '/home/learner/work',
        stdout: writerTo((text) => { out += text; }), stderr: writerTo((text) => { err += text; }),
        environment: new Map([['PATH', '/bin'], ['HOME', '/home/learner']]),
      });
      clock.runUntil(() => spawned.running.done, limitMs);
      return { out, err, code: spawned.running.result?.code, ms: clock.now - started };
    },
  };
}
