import { capabilitiesOf, capabilityMask } from './capabilities.ts';

/** @k8s golden cluster/sec-context-ids-capabilities */
test.each([
  [undefined, '00000000a80425fb'],
  [{ capabilities: { add: ['NET_ADMIN', 'SYS_TIME'] } }, '00000000aa0435fb'],
  [{ capabilities: { drop: ['ALL'] } }, '0000000000000000'],
  [{ capabilities: { drop: ['ALL'], add: ['CAP_CHOWN'] } }, '0000000000000001'],
  [{ privileged: true }, '000001ffffffffff'],
])('%j', (context, mask) => { expect(capabilityMask(capabilitiesOf(context))).toBe(mask); });
