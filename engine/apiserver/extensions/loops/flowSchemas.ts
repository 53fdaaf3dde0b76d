/** A flow schema says whether its priority level exists. @k8s apiserver/pkg/util/flowcontrol/apf_controller.go */
import type { FlowSchema } from '../../../api/index.ts';
import { nowStamp } from '../../times.ts';
import type { Loop, LoopContext } from './controllers.ts';

const SCHEMAS = 'flowschemas.flowcontrol.apiserver.k8s.io';
const LEVELS = 'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io';
const STEP_MS = 20;

export const flowSchemaLoop: Loop = {
  resources: [SCHEMAS, LEVELS],
  changed({ resource, key, type }, context) {
    if (resource === SCHEMAS) { if (type !== 'DELETED') context.soon(`flow schema ${key}`, STEP_MS, () => sync(context, key)); return; }
    for (const object of context.store.list(SCHEMAS)) {
      const schema = object as FlowSchema; // the resource tells the type
      const name = schema.metadata?.name ?? '';
      if (schema.spec?.priorityLevelConfiguration.name === key) context.soon(`flow schema ${name}`, STEP_MS, () => sync(context, name));
    }
  },
};

function sync(context: LoopContext, name: string): void {
  const schema = context.store.get(SCHEMAS, name) as FlowSchema | undefined; // the resource tells the type
  const level = schema?.spec?.priorityLevelConfiguration.name;
  if (schema === undefined || level === undefined) return;
  const found = context.store.get(LEVELS, level) !== undefined;
  const status = found ? 'False' : 'True';
  const old = schema.status?.conditions?.find(({ type }) => type === 'Dangling');
  if (old?.status === status) return;
  const message = `This FlowSchema references the PriorityLevelConfiguration object named "${level}" ${found ? 'and it exists' : 'but there is no such object'}`;
  const condition = { type: 'Dangling', status, lastTransitionTime: nowStamp(context.clock), reason: found ? 'Found' : 'NotFound', message };
  context.send('PUT', `/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/${name}/status`, { ...schema, status: { conditions: [condition] } });
}
