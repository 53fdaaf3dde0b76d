/** Which old item a new one comes from: lists that are maps only. @k8s apiserver/pkg/cel/common/maplist.go */
import { isList, isObject, jsonEqual, type Json } from '../../../../base/index.ts';
import type { Schema } from './schema.ts';

type Before = { readonly value: Json | undefined } | undefined;

export function correlatedItem(list: Schema, item: Json, before: Before): Before {
  const old = before?.value;
  const keys = list['x-kubernetes-list-map-keys'] ?? [];
  if (list['x-kubernetes-list-type'] !== 'map' || !isList(old) || !isObject(item)) return undefined;
  const same = old.filter((each) => isObject(each) && keys.every((key) => jsonEqual(each[key], item[key])));
  return same.length === 1 ? { value: same[0] } : undefined;
}
