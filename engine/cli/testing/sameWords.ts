/** Ours and theirs: one frozen cluster, asked by the real kubectl over HTTP and by our own in process. Both must say the same, byte for byte. */
import type { Cluster } from '../../cluster/index.ts';
import { serveForRealTools, skipped, type RealTools } from '../../serve/testing/realTools.ts';
import type { Host } from '../../shell/index.ts';

/** Ages that kubectl reckons by its own clock (describe, events) are left out. */
const AGE = /\b(?:\d+[dhms]){1,2}(?= |$)(?: \(x\d+ over (?:\d+[dhms]){1,2}\))?/;
/** Rows of events and of a node's pods without the age, and so without what the column's width depends on. */
const AGED = /^ *(?:Type|LAST SEEN|----|Normal|Warning|[0-9]+[dhms]\S* .*(?:Normal|Warning)) /;
const withoutAges = (text: string): string => text.split('\n').map((line) => (AGED.test(line) ? line.replace(AGE, 'AGE').replace(/-{2,}/g, '--').replace(/ +/g, ' ') : line.replace(/(?<=\(\d+%\) +)(?:\d+[dhms]){1,2}$/, 'AGE'))).join('\n');

/** kubectl names its folders by chance, and their files have the time of its own clock. */
const withoutFolders = (text: string): string => text.replace(/(?<=\/(?:LIVE|MERGED)-)\d+/g, 'N').replace(/\t\d{4}-\d\d-\d\d [\d:.]+ \+0000$/gm, '');

/** kubectl keeps the logs it was asked for in a Go map, whose order is chance. @k8s kubectl/pkg/cmd/logs */
const MANY_LOGS = /^kubectl logs .*(?:--all-containers|--all-pods|-l )/;
/** It keeps the resources of a limit in one, too. @k8s kubectl/pkg/describe DescribeLimitRanges */
const LIMITS = /^kubectl describe (?:limitranges?|namespaces?|ns)\b/;
const sortedLines = (text: string): string => text.split('\n').sort().join('\n');

/** The end of a generated name, and the uid of an object that is refused, are chance. */
const generated = (text: string): string => {
  const base = /metadata\.generateName: Invalid value: "([^"]*)"/.exec(text)?.[1];
  const named = base === undefined ? text : text.replace(new RegExp(`(?<="${base.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})[a-z0-9]{5}(?=")`, 'g'), 'XXXXX');
  return named.replace(/(?<=controller-uid":")[0-9a-f-]{36}(?=")/g, 'UID');
};
/** The served cluster's client has a certificate of its own. */
const withoutCertificate = (text: string): string => text.replace(/(?<=X509SHA256=)[0-9a-f]{64}/g, 'SUM');
const withoutEdits = (text: string): string => text.replace(/(?<=kubectl-edit-)\d+/g, 'N');
/** The PATH of who runs the test may name folders that are not there; where a failed generator lies in memory is chance. */
const withoutPlaces = (text: string): string => text.replace(/^Unable to read directory .* from your PATH: .*\n/gm, '').replace(/(?<=merging from generator )&\{0x[0-9a-f]+ <nil>\}/, '&{}');

/** The kubectl commands whose words depend on its own clock, folders or chance, each with what makes two answers comparable. */
const TIDY: readonly (readonly [RegExp, (text: string) => string])[] = [[/^kubectl (?:describe|events)/, withoutAges], [/^kubectl diff/, withoutFolders], [MANY_LOGS, sortedLines], [LIMITS, sortedLines], [/^kubectl (?:create|apply) -f/, generated],
  [/^kubectl auth whoami/, withoutCertificate], [/kubectl (?:edit|create|apply) /, withoutEdits], [/^kubectl (?:plugin|kustomize|\w+ -k) /, withoutPlaces]];

type Answer = { readonly code: number; readonly out: string; readonly err: string };

/** The real one's answer and ours, tidied. */
async function bothAnswers(real: RealTools, host: Host, line: string): Promise<{ readonly theirs: Answer; readonly ours: Answer }> {
  const { url, cluster, folder } = real;
  cluster.clock.advance(1000 - (cluster.clock.now % 1000)); // ages change with whole seconds, and our kubectl takes a part of one
  const theirs = await real.run(line);
  const { code, stdout, stderr } = cluster.runCommand(host, line);
  const tidy = (text: string): string => TIDY.reduce((tidied, [of, make]) => (of.test(line) ? make(tidied) : tidied), text).replaceAll(url, 'https://172.30.0.11:6443')
    .replaceAll(`${folder}/config`, '/home/learner/.kube/config').replaceAll(folder, '/home/learner');
  const answer = (ended: number, out: string, err: string): Answer => ({ code: ended, out: tidy(out), err: tidy(err) });
  return { theirs: answer(theirs.code, theirs.out, theirs.err), ours: answer(code, stdout, stderr) };
}

export type Both = { readonly same: (line: string) => Promise<void>; readonly close: () => Promise<void> };
export type BothOptions = {
  readonly seed: string;
  readonly files: { readonly [path: string]: string };
  /** Typed on our computer before the clock stands still; each must succeed in silence. */
  readonly setup: readonly string[];
  readonly settledMs: number;
};

function prepareWith({ files, setup, settledMs }: BothOptions, cluster: Cluster): Host {
  const computer = cluster.createComputer({ files });
  for (const line of setup) {
    const { code, stderr } = cluster.runCommand(computer, line);
    const problems = stderr.split('\n').filter((text) => text !== '' && !text.startsWith('Warning: ')).join('\n');
    if (code !== 0 || problems !== '') throw new Error(`${line}: ${code} ${stderr}`);
  }
  cluster.clock.advance(settledMs);
  return computer;
}

/** For `beforeAll`; what it gives says loudly that it compares nothing where the real tools are missing. */
export async function startBoth(options: BothOptions): Promise<Both> {
  let computer: Host | undefined;
  const tools = await serveForRealTools({ speed: 0, seed: options.seed, files: options.files, prepare(cluster) { computer = prepareWith(options, cluster); } });
  return {
    async same(line) {
      if (skipped(tools) || computer === undefined) return;
      let { theirs, ours } = await bothAnswers(tools, computer, line);
      // A probe or a lease may have come between the two, which are a tenth of a second apart.
      if (JSON.stringify(ours) !== JSON.stringify(theirs)) ({ theirs, ours } = await bothAnswers(tools, computer, line));
      expect(ours).toEqual(theirs);
    },
    close: async () => { await tools?.close(); },
  };
}
