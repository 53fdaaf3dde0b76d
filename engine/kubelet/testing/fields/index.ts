import { CONTAINER_CASES } from './containerCases.data.ts';
import { EPHEMERAL_CASES } from './ephemeralCases.data.ts';
import type { FieldCase } from './fieldCase.ts';
import { PLACE_CASES } from './placeCases.data.ts';
import { POD_CASES } from './podCases.data.ts';
import { PROBE_CASES } from './probeCases.data.ts';
import { SECURITY_CASES } from './securityCases.data.ts';
import { VOLUME_CASES } from './volumeCases.data.ts';

export const FIELD_CASES: readonly FieldCase[] = [...POD_CASES, ...PLACE_CASES, ...CONTAINER_CASES, ...PROBE_CASES, ...SECURITY_CASES, ...VOLUME_CASES, ...EPHEMERAL_CASES];
export { runFields, type Seen } from './runFields.ts';
