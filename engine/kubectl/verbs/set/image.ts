/** `kubectl set image`. @k8s kubectl/pkg/cmd/set/set_image.go */
import { textAt } from '../../objects.ts';
import { MISSING_RESOURCE, refuseMixed } from '../../resources/arguments.ts';
import { fail, finish } from '../../problems.ts';
import { selectFlags, selectResources } from '../../resources/select.ts';
import type { Verb } from '../../verb.ts';
import { asProblem, containersOf, runSetter, recordingFlags, splitPairs, withContainers, withPodSpec } from './setter.ts';

export const setImage: Verb = {
  name: 'image',
  usage: 'set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  about: 'Change the images of containers',
  flags: recordingFlags,
  *run(context) {
    const { resources, pairs } = splitPairs(context.args, 'image');
    if (resources.length === 0 && context.flags.list('filename').length === 0 && context.flags.text('kustomize') === '' && !context.flags.on('local')) fail(MISSING_RESOURCE);
    refuseMixed(resources); // upstream looks at the objects before the changes
    if (pairs.length === 0) {
      const { problems } = yield* selectResources(context, { ...selectFlags(context), args: resources, fromFiles: context.flags.on('local') });
      if (problems.length > 0) return finish(context, problems);
      fail('at least one image update is required');
    }
    const images = new Map(pairs.map((pair) => {
      const cut = pair.indexOf('=');
      return cut < 0 ? fail(`invalid argument: ${pair}`) : [pair.slice(0, cut), pair.slice(cut + 1)] as const;
    }));
    const all = images.get('*');
    if (all !== undefined && images.size > 1) fail('all containers are already specified by *, but saw more than one container_name=container_image pairs');
    return yield* runSetter(context, {
      args: resources, done: 'image updated', failure: 'failed to patch image update to pod template:',
      change: (info, problems) => withPodSpec(info, (spec) => {
        const names = containersOf(spec).map((container) => textAt(container, 'name'));
        for (const name of images.keys()) if (name !== '*' && !names.includes(name)) problems.push(asProblem(`unable to find container named ${JSON.stringify(name)}`));
        return withContainers(spec, (container) => {
          const image = all ?? images.get(textAt(container, 'name'));
          return image === undefined ? container : { ...container, image };
        });
      }),
    });
  },
};
