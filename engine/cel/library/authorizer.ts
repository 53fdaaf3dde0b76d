/** `authorizer.group('').resource('pods').check('create').allowed()`. @k8s apiserver/pkg/cel/library/authz.go */
import { functions, type Library } from './library.ts';

/** One question, as the authoriser answers it. */
export type AccessQuestion = {
  /** Undefined: the one who sent the request. */
  readonly serviceAccount?: { readonly namespace: string; readonly name: string };
  readonly verb: string;
  readonly path?: string;
  readonly group?: string; readonly resource?: string; readonly subresource?: string; readonly namespace?: string; readonly name?: string;
};
export type Authorizer = (question: AccessQuestion) => { readonly allowed: boolean; readonly reason: string };

type Draft = Omit<AccessQuestion, 'verb'>;
class Asker {
  readonly ask: Authorizer;
  readonly draft: Draft;
  constructor(ask: Authorizer, draft: Draft) { this.ask = ask; this.draft = draft; }
}
class AuthorizerValue extends Asker {}
class PathCheck extends Asker {}
class GroupCheck extends Asker {}
class ResourceCheck extends Asker {}
class Decision {
  readonly allowed: boolean;
  readonly reason: string;
  constructor({ allowed, reason }: ReturnType<Authorizer>) { this.allowed = allowed; this.reason = reason; }
}

/** The variables `authorizer` and `authorizer.requestResource`. */
export const authorizerValue = (ask: Authorizer): object => new AuthorizerValue(ask, {});
export const resourceCheckValue = (ask: Authorizer, draft: Draft): object => new ResourceCheck(ask, draft);

const P = 'kubernetes.authorization.';
const check = ({ ask, draft }: Asker, verb: string): Decision => new Decision(ask({ ...draft, verb }));
const more = <T extends typeof ResourceCheck | typeof GroupCheck>(Kind: T, { ask, draft }: Asker, add: Draft): InstanceType<T> => new Kind(ask, { ...draft, ...add }) as InstanceType<T>; // made by its class

export const authorization: Library = (environment) => {
  environment.registerType(`${P}Authorizer`, AuthorizerValue).registerType(`${P}PathCheck`, PathCheck).registerType(`${P}GroupCheck`, GroupCheck)
    .registerType(`${P}ResourceCheck`, ResourceCheck).registerType(`${P}Decision`, Decision);
  functions(environment, {
    [`${P}Authorizer.path(string): ${P}PathCheck`]: ({ ask, draft }: Asker, path: string) => new PathCheck(ask, { ...draft, path }),
    [`${P}Authorizer.serviceAccount(string, string): ${P}Authorizer`]: ({ ask }: Asker, namespace: string, name: string) =>
      new AuthorizerValue(ask, { serviceAccount: { namespace, name } }),
    [`${P}Authorizer.group(string): ${P}GroupCheck`]: (from: Asker, group: string) => more(GroupCheck, from, { group }),
    [`${P}GroupCheck.resource(string): ${P}ResourceCheck`]: (from: Asker, resource: string) => more(ResourceCheck, from, { resource }),
    [`${P}ResourceCheck.subresource(string): ${P}ResourceCheck`]: (from: Asker, subresource: string) => more(ResourceCheck, from, { subresource }),
    [`${P}ResourceCheck.namespace(string): ${P}ResourceCheck`]: (from: Asker, namespace: string) => more(ResourceCheck, from, { namespace }),
    [`${P}ResourceCheck.name(string): ${P}ResourceCheck`]: (from: Asker, name: string) => more(ResourceCheck, from, { name }),
    [`${P}ResourceCheck.fieldSelector(string): ${P}ResourceCheck`]: (from: Asker) => from,
    [`${P}ResourceCheck.labelSelector(string): ${P}ResourceCheck`]: (from: Asker) => from,
    [`${P}PathCheck.check(string): ${P}Decision`]: check,
    [`${P}ResourceCheck.check(string): ${P}Decision`]: check,
    [`${P}Decision.allowed(): bool`]: ({ allowed }: Decision) => allowed,
    [`${P}Decision.reason(): string`]: ({ reason }: Decision) => reason,
    [`${P}Decision.errored(): bool`]: () => false,
    [`${P}Decision.error(): string`]: () => '',
  });
};
