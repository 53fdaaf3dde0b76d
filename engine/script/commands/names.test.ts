/** Lists that stand in for code that is not loaded yet must say the same as the code. */
import { BUSYBOX_NAMES, DEBIAN_NAMES, HOST_NAMES } from './names.data.ts';
import { BUSYBOX_COMMANDS, DEBIAN_COMMANDS, HOST_COMMANDS } from './registry.ts';

test.each([
  ['BUSYBOX_NAMES', BUSYBOX_NAMES, BUSYBOX_COMMANDS], ['DEBIAN_NAMES', DEBIAN_NAMES, DEBIAN_COMMANDS], ['HOST_NAMES', HOST_NAMES, HOST_COMMANDS],
])('%s are the names of the registry, in its order', (_, names, commands) => { expect(names).toEqual(Object.keys(commands)); });
