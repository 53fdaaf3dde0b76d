/**
 * A KubeSchedulerConfiguration as kube-scheduler reads it with `--config`: profiles, or the words with which it is refused.
 * Not modelled: extenders, client connection, leader election and profiling, which are read and left alone.
 * @k8s pkg/scheduler/apis/config/v1, pkg/scheduler/apis/config/validation, cmd/kube-scheduler/app/options/configfile.go
 */
import { duplicate, formatFieldError, invalid, required, type FieldError } from '../../api/index.ts';
import { parseOne, type Json } from '../../base/index.ts';
import { argsFrom } from './argsOf.ts';
import { unknownFields } from './fields.ts';
import { pluginsOf, type Plugins } from './pluginSets.ts';
import { SCHEDULER_NAME, type Profile } from './profile.ts';

export type ConfigResult = { readonly ok: true; readonly profiles: readonly Profile[] } | { readonly ok: false; readonly error: string };

type Named = { readonly name: string; readonly args?: { readonly [field: string]: Json } };
type GivenProfile = { readonly schedulerName?: string; readonly percentageOfNodesToScore?: number; readonly plugins?: Plugins; readonly pluginConfig?: readonly Named[] };
type Given = {
  readonly apiVersion?: string; readonly kind?: string; readonly parallelism?: number; readonly percentageOfNodesToScore?: number;
  readonly podInitialBackoffSeconds?: number; readonly podMaxBackoffSeconds?: number; readonly profiles?: readonly GivenProfile[];
};

const [VERSION, KIND] = ['kubescheduler.config.k8s.io/v1', 'KubeSchedulerConfiguration'];
const SCHEME = 'k8s.io/kubernetes/pkg/scheduler/apis/config/scheme/scheme.go:29';
const REMOVED = ['AzureDiskLimits', 'CinderLimits', 'EBSLimits', 'GCEPDLimits'];
const refuse = (error: string): ConfigResult => ({ ok: false, error });
/** One error is itself, several are a list. @k8s apimachinery/pkg/util/errors Aggregate */
const aggregate = (errors: readonly string[]): string => { const each = [...new Set(errors)]; return each.length === 1 ? each[0] ?? '' : `[${each.join(', ')}]`; };

export function readSchedulerConfig(text: string): ConfigResult {
  const parsed = parseOne(text, 1);
  if (!('value' in parsed)) return refuse(`error converting YAML to JSON: ${parsed.message}`);
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('couldn\'t get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }');
  const given = value as Given; // what is read of it is checked as it is read
  const { apiVersion = '', kind = '' } = given;
  if (kind === '') return refuse(`Object 'Kind' is missing in '${JSON.stringify(value)}'`);
  if (apiVersion === '') return refuse(`Object 'apiVersion' is missing in '${JSON.stringify(value)}'`);
  if (apiVersion !== VERSION || kind !== KIND) return refuse(`no kind "${kind}" is registered for version "${apiVersion}" in scheme "${SCHEME}"`);
  const strange = unknownFields(value);
  if (strange.length > 0) return refuse(`strict decoding error: ${strange.map((path) => `unknown field "${path}"`).join(', ')}`);
  const errors = validate(given);
  return errors.length > 0 ? refuse(aggregate(errors.map(formatFieldError))) : profilesOf(given);
}

/** Without a list there is one profile; a single one need not say its name. @k8s v1/defaults.go */
function givenProfiles({ profiles = [] }: Given): readonly GivenProfile[] {
  const list = profiles.length === 0 ? [{}] : profiles;
  return list.length === 1 ? list.map((profile) => ({ schedulerName: SCHEDULER_NAME, ...profile })) : list;
}

const percentage = (path: string, value: number | undefined): FieldError[] => (value === undefined || (value >= 0 && value <= 100) ? [] : [invalid(path, value, 'not in valid range [0-100]')]);

function validate(given: Given): FieldError[] {
  const { parallelism = 16, percentageOfNodesToScore, podInitialBackoffSeconds: first = 1, podMaxBackoffSeconds: most = 10 } = given;
  const errors = parallelism > 0 ? [] : [invalid('parallelism', parallelism, 'should be an integer value greater than zero')];
  const names = new Map<string, number>();
  for (const [i, profile] of givenProfiles(given).entries()) {
    const path = `profiles[${i}]`;
    const name = profile.schedulerName ?? '';
    if (name === '') errors.push(required(`${path}.schedulerName`));
    errors.push(...percentage(`${path}.percentageOfNodesToScore`, profile.percentageOfNodesToScore), ...validateArgs(path, profile));
    const twin = names.get(name);
    if (twin !== undefined) errors.push(duplicate(`${path}.schedulerName`, `profiles[${twin}].schedulerName`));
    names.set(name, i);
  }
  errors.push(...percentage('percentageOfNodesToScore', percentageOfNodesToScore));
  if (first <= 0) errors.push(invalid('podInitialBackoffSeconds', first, 'must be greater than 0'));
  if (most < first) errors.push(invalid('podMaxBackoffSeconds', most, 'must be greater than or equal to PodInitialBackoffSeconds'));
  return errors;
}

function validateArgs(path: string, { pluginConfig = [] }: GivenProfile): FieldError[] {
  const seen = new Set<string>();
  return pluginConfig.flatMap(({ name, args = {} }, i) => {
    const here = `${path}.pluginConfig[${i}]`;
    const errors = seen.has(name) ? [duplicate(here, name)] : [];
    seen.add(name);
    if (REMOVED.includes(name)) return [...errors, invalid(here, name, `was invalid in version "${VERSION}" (KubeSchedulerConfiguration is version "${VERSION}")`)];
    return [...errors, ...argsFrom(name, args, `${here}.args`).errors];
  });
}

function profilesOf(given: Given): ConfigResult {
  const profiles: Profile[] = [];
  for (const profile of givenProfiles(given)) {
    const { schedulerName: name = SCHEDULER_NAME, percentageOfNodesToScore = given.percentageOfNodesToScore ?? 0, plugins, pluginConfig = [] } = profile;
    const sets = pluginsOf(plugins, name);
    if ('error' in sets) return refuse(`initializing profiles: creating profile for scheduler name ${name}: ${sets.error}`);
    let args: Partial<Profile['args']> = {};
    for (const each of pluginConfig) {
      const read = argsFrom(each.name, each.args ?? {}, '');
      // This plugin's settings are looked at only when it is made.
      const late = argsFrom(each.name, each.args ?? {}, '', true);
      if (late.errors.length > 0) return refuse(`initializing profiles: creating profile for scheduler name ${name}: initializing plugin "${each.name}": ${aggregate(late.errors.map(formatFieldError))}`);
      args = { ...args, ...read.args };
    }
    profiles.push({ name, percentageOfNodesToScore, ...sets, args: { ...sets.args, ...args } });
  }
  return { ok: true, profiles };
}
