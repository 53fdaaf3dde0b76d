/** Reads single files out of tar.gz and zip archives with what Node has; no `tar` or `unzip` is needed. */
import { gunzipSync, inflateRawSync } from 'node:zlib';

/** The file at `path` inside a gzipped tar archive. */
export function fromTarGz(archive: Buffer, path: string): Buffer | undefined {
  const tar = gunzipSync(archive);
  for (let at = 0; at + 512 <= tar.length;) {
    const name = text(tar, at, 100);
    if (name === '') return undefined;
    const size = parseInt(text(tar, at + 124, 12), 8);
    const prefix = text(tar, at + 345, 155);
    if ((prefix === '' ? name : `${prefix}/${name}`) === path) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return undefined;
}

const text = (buffer: Buffer, at: number, length: number): string =>
  buffer.toString('latin1', at, at + length).replace(/\0[\s\S]*$/, '').trim();

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;

/** Files of a zip archive by name, through its central directory. */
export function fromZip(archive: Buffer, wanted: readonly string[]): Map<string, Buffer> {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('not a zip archive: it has no central directory');
  const found = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0 && archive.readUInt32LE(at) === DIRECTORY_ENTRY; left--) {
    const [nameLength, extraLength, commentLength] = [archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32)];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (wanted.includes(name)) {
      const header = archive.readUInt32LE(at + 42);
      const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
      const bytes = archive.subarray(start, start + archive.readUInt32LE(at + 20));
      found.set(name, archive.readUInt16LE(at + 10) === STORED ? bytes : inflateRawSync(bytes));
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  return found;
}
