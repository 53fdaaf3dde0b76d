import { generatorVerb } from './generator.ts';

/** @k8s kubectl/pkg/cmd/create/create_priorityclass.go; golden cluster/sched-priorityclass-errors */
export const createPriorityClass = generatorVerb({
  name: 'priorityclass', aliases: ['pc'], usage: 'priorityclass NAME --value=VALUE --global-default=BOOL', about: 'Create a priority class',
  failure: 'failed to create priorityclass: ',
  flags: [
    { name: 'value', type: 'int32', default: '0', about: 'The priority' },
    { name: 'global-default', type: 'bool', about: 'For pods that name no class' },
    { name: 'description', type: 'string', about: 'What the class is for' },
    { name: 'preemption-policy', type: 'string', default: 'PreemptLowerPriority', about: 'Whether pods push others away' },
  ],
  build({ flags }, name) {
    const description = flags.text('description');
    return {
      apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: flags.number('value'),
      ...(flags.on('global-default') ? { globalDefault: true } : {}), ...(description === '' ? {} : { description }),
      preemptionPolicy: flags.text('preemption-policy'),
    };
  },
});
