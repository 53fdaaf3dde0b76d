import { gunzipSync, gzipSync, deflateRawSync } from 'node:zlib';
import { fromTarGz, fromZip } from '../../.ci/tools/archive.ts';
import { exitStatus } from './streams/exitStatus.ts';
import { decodeProtobuf } from './protobuf/decode.ts';

test('how a command ended', () => {
  expect(exitStatus({ code: 0 })).toEqual({ metadata: {}, status: 'Success' });
  expect(exitStatus({ code: 3 })).toMatchObject({ status: 'Failure', reason: 'NonZeroExitCode', details: { causes: [{ reason: 'ExitCode', message: '3' }] } });
  expect(exitStatus({ code: 0, error: 'no such file' })).toMatchObject({ code: 500, message: 'Internal error occurred: Internal error occurred: error executing command in container: no such file' });
});

/** Writes what the reader reads: numbers below 16, lengths below 128. */
const bytes = (number: number, value: string | Buffer): Buffer => Buffer.concat([Buffer.from([(number << 3) | 2, Buffer.from(value).length]), Buffer.from(value)]);
const varint = (number: number, value: number): Buffer => Buffer.from([number << 3, value]);
const all = (...parts: Buffer[]): Buffer => Buffer.concat(parts);

test('a protobuf body of a typed client', () => {
  const port = all(varint(3, 80), bytes(4, all(varint(1, 1), bytes(3, 'http'))));
  const spec = all(bytes(1, port), bytes(2, all(bytes(1, 'app'), bytes(2, 'web'))), bytes(4, 'ClusterIP'));
  const service = all(bytes(1, all(bytes(1, 'web'), bytes(8, ''))), bytes(2, spec));
  const body = all(Buffer.from('k8s\0'), bytes(1, all(bytes(1, 'v1'), bytes(2, 'Service'))), bytes(2, service));
  expect(decodeProtobuf(body)).toEqual({
    kind: 'Service', apiVersion: 'v1', metadata: { name: 'web' },
    spec: { ports: [{ port: 80, targetPort: 'http' }], selector: { app: 'web' }, type: 'ClusterIP' },
  });
  expect(decodeProtobuf(Buffer.from('{}'))).toBeUndefined();
});

test('messages that OpenAPI has dissolved', () => {
  // Field 19 needs a tag of two bytes.
  const source = all(Buffer.from([0x9a, 0x01]), Buffer.from([12]), bytes(1, bytes(1, 'settings')));
  const body = all(Buffer.from('k8s\0'), bytes(1, all(bytes(1, 'v1'), bytes(2, 'Pod'))), bytes(2, bytes(2, bytes(1, all(bytes(1, 'v'), bytes(2, source))))));
  expect(decodeProtobuf(body)).toMatchObject({ spec: { volumes: [{ name: 'v', configMap: { name: 'settings' } }] } });
});

test('archives are read without other programs', () => {
  const content = Buffer.from('hello');
  const header = Buffer.alloc(512);
  header.write('folder/file', 0);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  const tar = gzipSync(Buffer.concat([header, content, Buffer.alloc(512 - content.length), Buffer.alloc(1024)]));
  expect([String(fromTarGz(tar, 'folder/file')), fromTarGz(tar, 'none'), gunzipSync(tar).length]).toEqual(['hello', undefined, 2048]);
  expect(String(fromZip(zipOf('a.txt', content), ['a.txt']).get('a.txt'))).toBe('hello');
});

function zipOf(name: string, content: Buffer): Buffer {
  const data = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + data.length, 16);
  return Buffer.concat([local, Buffer.from(name), data, entry, Buffer.from(name), end]);
}
