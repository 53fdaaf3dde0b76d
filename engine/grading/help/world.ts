/** A session's objects, for help: looked at through its API server, so that nobody knows more than the server would tell. */
import { pathOf } from '../../client/index.ts';
import type { KubeObject } from '../../api/index.ts';
import type { Session } from '../../session/index.ts';
import type { HelpWorld } from './find.ts';

export function helpWorld(session: Pick<Session, 'read' | 'readFile' | 'view'>): HelpWorld {
  const context = /^ +namespace: (\S+)$/m.exec(session.readFile('.kube/config') ?? '');
  return {
    now: Date.parse(session.view().time),
    namespace: context?.[1] ?? 'default',
    list(kind, namespace) {
      const response = session.read({ method: 'GET', path: pathOf(kind, namespace) });
      if (response.code !== 200 || response.type !== 'object') return [];
      return (response.body as { readonly items?: readonly KubeObject[] }).items ?? []; // a list, as was asked
    },
  };
}
