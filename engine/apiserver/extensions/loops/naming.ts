/** Names of CRDs are accepted when nobody has them, then the CRD is established. @k8s apiextensions-apiserver/pkg/controller/{status/naming,establish/establishing}_controller.go */
import { sameObject, type CustomResourceDefinition, type CustomResourceDefinitionNames } from '../../../api/index.ts';
import type { Loop, LoopContext } from './controllers.ts';
import { crdOf, putStatus, withCondition, type Condition } from './crdStatus.ts';
import { CRDS, isTrue } from '../custom/served.ts';

/** Each of the two steps is one turn of a controller. @k8s golden kubectl/crd-validation-errors */
const STEP_MS = 8;

export const namingLoop: Loop = {
  resources: [CRDS],
  changed({ key, type, object }, context) {
    if (type === 'DELETED') { reconsider(context, groupOf(object as CustomResourceDefinition), key); return; } // the resource tells the type
    context.soon(`crd names ${key}`, STEP_MS, () => sync(context, key));
  },
};

const groupOf = (crd: CustomResourceDefinition): string => crd.spec?.group ?? '';

function reconsider(context: LoopContext, group: string, except: string): void {
  for (const object of context.store.list(CRDS)) {
    const crd = object as CustomResourceDefinition; // the resource tells the type
    const name = crd.metadata?.name ?? '';
    if (groupOf(crd) === group && name !== except && !isTrue(crd, 'NamesAccepted')) context.soon(`crd names ${name}`, STEP_MS, () => sync(context, name));
  }
}

function sync(context: LoopContext, name: string): void {
  const crd = crdOf(context, name);
  if (crd === undefined) return;
  if (!sameObject(crd.spec.names, crd.status?.acceptedNames)) { accept(context, crd); return; }
  if (isTrue(crd, 'NamesAccepted') && !isTrue(crd, 'Established')) establish(context, crd);
}

function establish(context: LoopContext, crd: CustomResourceDefinition): void {
  putStatus(context, withCondition(context, crd, { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' }));
}

function accept(context: LoopContext, crd: CustomResourceDefinition): void {
  const { names, verdict } = decide(context, crd);
  let next: CustomResourceDefinition = { ...crd, status: { ...crd.status, acceptedNames: names as CustomResourceDefinitionNames } };
  next = withCondition(context, next, verdict);
  const accepted = verdict.status === 'True';
  if (!isTrue(crd, 'Established')) {
    next = withCondition(context, next, { type: 'Established', status: 'False', ...(accepted
      ? { reason: 'Installing', message: 'the initial names have been accepted' } : { reason: 'NotAccepted', message: 'not all names are accepted' }) });
  }
  if (sameObject(next.status, crd.status)) return;
  putStatus(context, next);
  reconsider(context, groupOf(crd), crd.metadata?.name ?? '');
}

type Names = Partial<CustomResourceDefinitionNames>;

function decide(context: LoopContext, crd: CustomResourceDefinition): { readonly names: Names; readonly verdict: Condition } {
  const [resources, kinds] = [new Set<string>(), new Set<string>()];
  for (const object of context.store.list(CRDS)) {
    const other = object as CustomResourceDefinition; // the resource tells the type
    const accepted = other.status?.acceptedNames;
    if (groupOf(other) !== groupOf(crd) || accepted === undefined) continue;
    for (const name of [accepted.plural, accepted.singular, ...accepted.shortNames ?? []]) if (name !== undefined && name !== '') resources.add(name);
    for (const name of [accepted.kind, accepted.listKind]) if (name !== undefined && name !== '') kinds.add(name);
  }
  const wanted: Names = crd.spec.names;
  const mine: Names = crd.status?.acceptedNames ?? {};
  let names: Names = { ...mine };
  let verdict: Condition = { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' };
  const refuse = (reason: string, message: string): void => { verdict = { type: 'NamesAccepted', status: 'False', reason, message }; };
  const one = (field: 'plural' | 'singular' | 'kind' | 'listKind', used: ReadonlySet<string>, reason: string): void => {
    const name = wanted[field] ?? '';
    if (name !== (mine[field] ?? '') && used.has(name)) refuse(reason, `${JSON.stringify(name)} is already in use`);
    else names = { ...names, [field]: name };
  };
  one('plural', resources, 'PluralConflict');
  one('singular', resources, 'SingularConflict');
  const taken = (wanted.shortNames ?? []).filter((name) => !(mine.shortNames ?? []).includes(name) && resources.has(name)).map((name) => `${JSON.stringify(name)} is already in use`);
  if (taken.length > 0) refuse('ShortNamesConflict', taken.length === 1 ? taken[0] ?? '' : `[${taken.join(', ')}]`);
  else names = { ...names, ...(wanted.shortNames === undefined ? {} : { shortNames: wanted.shortNames }) };
  one('kind', kinds, 'KindConflict');
  one('listKind', kinds, 'ListKindConflict');
  return { names: { ...names, ...(wanted.categories === undefined ? {} : { categories: wanted.categories }) }, verdict };
}
