/** The image of the Kubernetes Basics tutorial: tells its name and version on port 8080. */
import type { Command, CommandContext } from '../../script/index.ts';
import type { Task } from '../../time/index.ts';
import { imageConfig, type ImageModel } from '../image.ts';
import { answering, moments, signalQueue } from '../programs/run.ts';
import { BUILD_TOOLS, debianUserland } from '../userland.ts';

const PORT = 8080;

const server = (version: string): Command => function* bootcamp(context: CommandContext): Task<number> {
  const { clock, hostname, network } = context.machine;
  const signals = signalQueue(context, ['INT']);
  context.process.useMemory(9_000_000);
  const startedAt = clock.now;
  let requests = 0;
  const close = network.listen(PORT, answering(context, () => {
    requests++;
    context.stdout.write(`Running On: ${hostname} | Total Requests: ${requests} | App Uptime: ${(clock.now - startedAt) / 1000} seconds | Log Time: ${isoOf(clock.now)}\n`);
    const body = `Hello Kubernetes bootcamp! | Running on: ${hostname} | v=${version}\n`;
    return { code: 200, headers: { 'Content-Type': 'text/plain', Date: moments(clock.now).http, Connection: 'keep-alive', 'Transfer-Encoding': 'chunked' }, body };
  }));
  if (close === undefined) { context.stderr.write(`Error: listen EADDRINUSE :::${PORT}\n`); return 1; }
  try {
    context.stdout.write(`Kubernetes Bootcamp App Started At: ${isoOf(startedAt)} | Running On:  ${hostname} \n\n`);
    yield* signals.next();
    return 130;
  } finally { close(); }
};
const isoOf = (now: number): string => new Date(now).toISOString();

const model = (repository: string): ImageModel => ({
  repository,
  tags: { v1: { version: '1', size: 83_938_961 }, v2: { version: '2', size: 83_938_960 }, latest: { version: '1', size: 83_938_961 } },
  build(version) {
    const userland = debianUserland({ '/server.js': { content: "var http = require('http');\n", mode: 0o644 } }, BUILD_TOOLS);
    return {
      // `/bin/sh -c node server.js`: the shell is PID 1.
      config: imageConfig({ command: ['/bin/sh', '-c', 'node server.js'], environment: [['NPM_CONFIG_LOGLEVEL', 'info'], ['NODE_VERSION', '6.3.1']] }),
      files: userland.files, memoryBytes: 1_000_000, programs: new Map([...userland.programs, ['/usr/local/bin/node', server(version)]]),
    };
  },
});

export const kubernetesBootcamp: readonly ImageModel[] = ['gcr.io/google-samples/kubernetes-bootcamp', 'docker.io/jocatalin/kubernetes-bootcamp', 'gcr.io/k8s-minikube/kubernetes-bootcamp'].map(model);
