/** Parts that most kinds share: the usual verbs, subresource rows, the Name and Age columns. */
import { humanDuration } from '../../base/index.ts';
import type { Column, KubeObject, Subresource, Verb } from '../kindDefinition.ts';

export const ALL_VERBS: readonly Verb[] = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

const STATUS_VERBS = ['get', 'patch', 'update'] as const;
export const statusSubresource = (kind: string): Subresource => ({ name: 'status', kind, verbs: STATUS_VERBS });
export const scaleSubresource: Subresource =
  { name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: STATUS_VERBS };

/** RFC 3339 → milliseconds; undefined for an absent or unreadable time. */
export function timeOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Age of a time stamp as tables print it. */
export function ageOf(timestamp: string | undefined, now: number): string {
  const then = timeOf(timestamp);
  return then === undefined ? '<unknown>' : humanDuration(now - then);
}

export const nameColumn: Column<KubeObject> =
  { name: 'Name', type: 'string', format: 'name', priority: 0, cell: (object) => object.metadata?.name ?? '' };
export const ageColumn: Column<KubeObject> =
  { name: 'Age', type: 'string', priority: 0, cell: (object, now) => ageOf(object.metadata?.creationTimestamp, now) };

/** Kinds without a table of their own (Role, LimitRange …) show this. */
export const createdAtColumn: Column<KubeObject> =
  { name: 'Created At', type: 'date', priority: 0, cell: (object) => object.metadata?.creationTimestamp ?? '' };

/** Before validation an object may lack what its type promises. */
export const partial = <T extends object>(object: T | undefined): Partial<T> => object ?? {};

export const unchanged = <T>(object: T): T => object;
export const noErrors = (): readonly never[] => [];

export const column = <T>(name: string, type: Column<T>['type'], cell: Column<T>['cell'], priority: 0 | 1 = 0): Column<T> =>
  ({ name, type, priority, cell });
