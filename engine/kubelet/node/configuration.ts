/** The kubelet's settings: the file over upstream's defaults. @k8s pkg/kubelet/apis/config/v1beta1/defaults.go */
import { isObject, parseDuration, type Json, type JsonObject } from '../../base/index.ts';
import { DEFAULT_CONFIGURATION } from './configuration.data.ts';

export type KubeletSettings = {
  /** As /configz shows it. */
  readonly all: JsonObject;
  readonly evictionHard: Signals;
  readonly evictionSoft: Signals;
  readonly evictionSoftGracePeriod: Signals;
  readonly evictionMinimumReclaim: Signals;
  readonly pressureTransitionMs: number;
  readonly evictionMaxPodGraceSeconds: number;
  readonly imageGc: { readonly highPercent: number; readonly lowPercent: number; readonly minAgeMs: number; readonly maxAgeMs: number };
  /** Graceful shutdown of the node; 0: none. */
  readonly shutdownMs: number;
  readonly shutdownCriticalMs: number;
};
/** By signal: `memory.available` → `100Mi`. */
export type Signals = { readonly [signal: string]: string };

/** "0s" in the file asks for the default. */
const isUnset = (value: Json | undefined): boolean => value === undefined || value === null || value === '0s' || value === '' || (isObject(value) && Object.keys(value).length === 0);

function merged(defaults: JsonObject, file: JsonObject): JsonObject {
  const out: { [key: string]: Json | undefined } = { ...defaults };
  for (const [key, value] of Object.entries(file)) {
    const before = out[key];
    if (value === undefined || (isUnset(value) && before !== undefined)) continue;
    // Thresholds that are given replace the default ones. @k8s mergeDefaultEvictionSettings
    out[key] = isObject(value) && isObject(before) && !key.startsWith('eviction') ? merged(before, value) : value;
  }
  return out;
}

const milliseconds = (value: Json | undefined): number => {
  const parsed = parseDuration(typeof value === 'string' ? value : '0s');
  return parsed.ok ? parsed.ms : 0;
};
const signals = (value: Json | undefined): Signals =>
  (isObject(value) ? Object.fromEntries(Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : []))) : {});
const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);

/** @param file what /var/lib/kubelet/config.yaml says */
export function settingsOf(file: JsonObject): KubeletSettings {
  const all = merged(DEFAULT_CONFIGURATION, file);
  return {
    all,
    evictionHard: signals(all['evictionHard']), evictionSoft: signals(all['evictionSoft']),
    evictionSoftGracePeriod: signals(all['evictionSoftGracePeriod']), evictionMinimumReclaim: signals(all['evictionMinimumReclaim']),
    pressureTransitionMs: milliseconds(all['evictionPressureTransitionPeriod']), evictionMaxPodGraceSeconds: number(all['evictionMaxPodGracePeriod']),
    imageGc: {
      highPercent: number(all['imageGCHighThresholdPercent']), lowPercent: number(all['imageGCLowThresholdPercent']),
      minAgeMs: milliseconds(all['imageMinimumGCAge']), maxAgeMs: milliseconds(all['imageMaximumGCAge']),
    },
    shutdownMs: milliseconds(all['shutdownGracePeriod']), shutdownCriticalMs: milliseconds(all['shutdownGracePeriodCriticalPods']),
  };
}
