/** What every write passes before it is stored. A plugin is one file and one line in `index.ts`. */
import type { KindDefinition, KubeObject } from '../../api/index.ts';
import type { Failure, ServerContext } from '../context.ts';
import type { User } from '../request.ts';

export type Attributes = {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  readonly kind: KindDefinition;
  /** What the body is, where it is no object of the kind: Eviction, Binding, TokenRequest, PodExecOptions. */
  readonly form?: { readonly group: string; readonly version: string; readonly kind: string } | undefined;
  readonly resource: string;
  readonly namespace: string | undefined;
  /** '' while generateName has not made one. */
  readonly name: string;
  readonly subresource: string | undefined;
  readonly old: KubeObject | undefined;
  readonly user: User;
  readonly dryRun: boolean;
  /** Asked by a part of this engine. */
  readonly trusted?: boolean;
  readonly warn: (text: string) => void;
};

export type AdmissionPlugin = {
  readonly name: string;
  /** Names in the store of what it has a say about; left out: everything. It is not asked about anything else. */
  readonly resources?: readonly string[];
  /** Of which requests it has nothing to say in any case: it is not asked then, unless somebody watches. */
  readonly idle?: (operation: Attributes['operation'], subresource: string | undefined) => boolean;
  /** Says no before names are made and fields are validated, in one row with `admit`. `object` is undefined for deletions. */
  readonly check?: (attributes: Attributes, object: KubeObject | undefined, context: ServerContext) => Failure | undefined;
  /** Changes the object before names are made and fields are validated. Asked of CREATE and UPDATE of the resource itself and its parts. */
  readonly admit?: (attributes: Attributes, object: KubeObject, context: ServerContext) => KubeObject | Failure;
  /** Says no, after validation. `object` is undefined for deletions. */
  readonly validate?: (attributes: Attributes, object: KubeObject | undefined, context: ServerContext) => Failure | undefined;
};

export type Admission = {
  /** Looked at by name: the trace of a request. */
  readonly plugins: readonly AdmissionPlugin[];
  readonly admit: (attributes: Attributes, object: KubeObject, context: ServerContext) => KubeObject | Failure;
  /** The first half for what nobody changes: deletions, connections, bodies of subresources. */
  readonly check: (attributes: Attributes, object: KubeObject | undefined, context: ServerContext) => Failure | undefined;
  readonly validate: (attributes: Attributes, object: KubeObject | undefined, context: ServerContext) => Failure | undefined;
};
