import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createCluster } from '../../cluster/index.ts';
import { kubeconfigFor, startServer } from '../../serve/index.ts';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';

const PRESETS = ['minikube', 'three-nodes', 'recorded'] as const;

function wholeNumber(text: string, flag: string, low: number, high: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high) throw new UsageError(`${flag} is a whole number from ${low} to ${high}, not ${text}`);
  return value;
}

async function run({ args, out, err }: CliContext): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: {
    port: { type: 'string', default: '6443' }, preset: { type: 'string', default: 'three-nodes' }, seed: { type: 'string', default: 'serve' },
    speed: { type: 'string', default: '1' }, kubeconfig: { type: 'string', default: 'peapod.kubeconfig' },
  } });
  const preset = PRESETS.find((p) => p === values.preset);
  if (preset === undefined) throw new UsageError(`--preset is one of ${PRESETS.join(', ')}, not ${values.preset}`);
  const speed = values.speed === 'max' ? 'max' as const : wholeNumber(values.speed, '--speed', 1, 10_000);
  const cluster = createCluster({ preset, seed: values.seed, startTime: new Date().toISOString() });
  let server: Awaited<ReturnType<typeof startServer>>;
  try {
    server = await startServer({ cluster, port: wholeNumber(values.port, '--port', 0, 65_535), speed });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    err(`peapod serve: port ${values.port} is in use. Choose another one with --port (0: any that is free).\n`);
    return 1;
  }
  writeFileSync(values.kubeconfig, kubeconfigFor(server.url));
  out(`${preset}: an API server of Kubernetes v1.36 on ${server.url}\n\n  export KUBECONFIG=${values.kubeconfig}\n  kubectl get nodes\n\nCtrl-C stops it.\n`);
  await new Promise<void>((resolve) => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve()); });
  await server.close();
  return 0;
}

export const serve: CliCommand = {
  name: 'serve',
  usage: 'serve [--port N] [--preset NAME] [--speed N|max] [--seed TEXT] [--kubeconfig FILE]',
  summary: 'an API server on localhost for your own kubectl, helm and client libraries',
  options: [
    ['--port N', '6443 by default; 0 takes a free one'],
    ['--preset NAME', `${PRESETS.join(', ')} (default three-nodes)`],
    ['--speed N|max', 'virtual seconds per second (default 1); max jumps to the next timer while a request waits'],
    ['--seed TEXT', 'chance is drawn from it'],
    ['--kubeconfig FILE', 'where the kubeconfig is written (default peapod.kubeconfig)'],
  ],
  run,
};
