import { KINDS } from '../../api/index.ts';
import { createPersistentVolumeController } from '../persistentvolume/controller.ts';
import { createWorld, podSpec, type World } from '../testing/world.ts';
import { createAttachDetachController } from './controller.ts';

/** @k8s golden cluster/vol-mount-failures */
const NAME = 'csi-86e381f351e68acab5785010cfbbd67d047eea16ef57dd91484ed916bede3642';

function withPod(driver?: { readonly attachRequired: boolean }): World {
  const world = createWorld();
  world.start(createPersistentVolumeController(world.context), createAttachDetachController(world.context));
  if (driver !== undefined) world.create(KINDS.CSIDriver, { metadata: { name: 'csi.example.com' }, spec: driver });
  const common = { accessModes: ['ReadWriteOnce'], storageClassName: '' };
  world.create(KINDS.PersistentVolume, { metadata: { name: 'disk' }, spec: { ...common, capacity: { storage: '1Gi' }, csi: { driver: 'csi.example.com', volumeHandle: 'vol-0001' } } });
  world.create(KINDS.PersistentVolumeClaim, { metadata: { name: 'data' }, spec: { ...common, resources: { requests: { storage: '1Gi' } } } });
  world.create(KINDS.Pod, { metadata: { name: 'web' }, spec: { ...podSpec(), nodeName: 'node01', volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } });
  world.run(1000);
  return world;
}
const attachment = (world: World) => world.get(KINDS.VolumeAttachment, NAME);

test('asks the driver, and says every two minutes that it does not answer', () => {
  const world = withPod();
  expect(attachment(world)).toMatchObject({ spec: { attacher: 'csi.example.com', nodeName: 'node01', source: { persistentVolumeName: 'disk' } }, status: { attached: false } });
  world.run(121_000);
  expect(world.events('FailedAttachVolume')).toEqual(['AttachVolume.Attach failed for volume "disk" : timed out waiting for external-attacher of csi.example.com CSI driver to attach volume vol-0001']);
});

test('does not take it back before those two minutes are over', () => {
  const world = withPod();
  world.context.client.delete(KINDS.Pod, 'default', 'web', { by: 'test', rule: 'test' }, { gracePeriodSeconds: 0 });
  world.run(60_000);
  expect(attachment(world)).toBeDefined();
  world.run(61_000);
  expect(attachment(world)).toBeUndefined();
});

test('a driver that needs no attaching is not asked', () => {
  expect(attachment(withPod({ attachRequired: false }))).toBeUndefined();
});
