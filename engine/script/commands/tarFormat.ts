/** Archives in tar's ustar form: written plain, read with the long names of GNU and POSIX (pax). */

export type TarEntry = {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'symlink';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly target: string;
  readonly content: Uint8Array;
};

const BLOCK = 512;
const TYPES = { file: '0', directory: '5', symlink: '2' } as const;
/** GNU tar and busybox fill up to a record. */
const RECORD = 20 * BLOCK;
const NAME = 100;
const SPACES = 0x20;

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function put(block: Uint8Array, at: number, bytes: Uint8Array, most: number): void { block.set(bytes.subarray(0, most), at); }
const octal = (value: number, digits: number): Uint8Array => utf8(`${Math.max(0, Math.floor(value)).toString(8).padStart(digits, '0')}\0`);

function header(entry: TarEntry, typeFlag: string, name: Uint8Array, userName: string): Uint8Array {
  const block = new Uint8Array(BLOCK);
  put(block, 0, name, NAME);
  put(block, 100, octal(entry.mode & 0o7777, 7), 8);
  put(block, 108, octal(entry.uid, 7), 8);
  put(block, 116, octal(entry.gid, 7), 8);
  put(block, 124, octal(entry.content.length, 11), 12);
  put(block, 136, octal(entry.mtime, 11), 12);
  put(block, 156, utf8(typeFlag), 1);
  put(block, 157, utf8(entry.target), NAME);
  put(block, 257, utf8('ustar  \0'), 8);
  put(block, 265, utf8(userName), 31);
  put(block, 297, utf8(userName), 31);
  block.fill(SPACES, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(block, 148, utf8(`${sum.toString(8).padStart(6, '0')}\0 `), 8);
  return block;
}

/** One entry with its content, filled up to whole blocks. */
export function writeEntry(entry: TarEntry, userName: string): Uint8Array[] {
  const name = utf8(entry.name);
  const long = name.length < NAME ? [] : longName(entry, name);
  const rest = new Uint8Array(padded(entry.content.length) - entry.content.length);
  return [...long, header(entry, TYPES[entry.type], name, userName), entry.content, rest];
}

function longName(entry: TarEntry, name: Uint8Array): Uint8Array[] {
  const content = new Uint8Array(name.length + 1);
  content.set(name);
  const told: TarEntry = { ...entry, name: '././@LongLink', mode: 0, uid: 0, gid: 0, mtime: 0, target: '', content };
  return [header(told, 'L', utf8(told.name), 'root'), content, new Uint8Array(padded(content.length) - content.length)];
}

/** What ends an archive of so many bytes. */
export const ending = (written: number): Uint8Array => new Uint8Array(2 * BLOCK + (RECORD - ((written + 2 * BLOCK) % RECORD)) % RECORD);

/** Undefined: no archive, or one that is cut off. */
export function readArchive(bytes: Uint8Array): TarEntry[] | undefined {
  const entries: TarEntry[] = [];
  let longer: string | undefined;
  let at = 0;
  while (at + BLOCK <= bytes.length) {
    const block = bytes.subarray(at, at + BLOCK);
    at += BLOCK;
    if (block.every((byte) => byte === 0)) return entries;
    const size = numberAt(block, 124, 12);
    if (size === undefined || !checks(block) || at + size > bytes.length) return undefined;
    const content = bytes.subarray(at, at + size);
    at += padded(size);
    const flag = String.fromCharCode(block[156] ?? 0);
    if (flag === 'L') longer = textAt(content, 0, size);
    else if (flag === 'x') longer = paxPath(content) ?? longer;
    else if (flag !== 'g' && flag !== 'K') {
      const entry = entryOf(block, flag, longer, content);
      if (entry !== undefined) entries.push(entry);
      longer = undefined;
    }
  }
  return at === 0 ? undefined : entries;
}

function entryOf(block: Uint8Array, flag: string, longer: string | undefined, content: Uint8Array): TarEntry | undefined {
  const prefix = textAt(block, 257, 6) === 'ustar' && block[263] === 0x30 ? textAt(block, 345, 155) : '';
  const name = longer ?? (prefix === '' ? '' : `${prefix}/`) + textAt(block, 0, NAME);
  const type = flag === '5' || (flag === '\0' && name.endsWith('/')) ? 'directory' : flag === '2' ? 'symlink' : flag === '0' || flag === '\0' || flag === '7' ? 'file' : undefined;
  if (type === undefined || name === '') return undefined;
  return {
    name, type, content, mode: numberAt(block, 100, 8) ?? 0o644, uid: numberAt(block, 108, 8) ?? 0, gid: numberAt(block, 116, 8) ?? 0,
    mtime: numberAt(block, 136, 12) ?? 0, target: textAt(block, 157, NAME),
  };
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

function numberAt(block: Uint8Array, at: number, length: number): number | undefined {
  const text = textAt(block, at, length).trim();
  return text === '' ? 0 : /^[0-7]+$/.test(text) ? parseInt(text, 8) : undefined;
}

function checks(block: Uint8Array): boolean {
  const sum = block.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? SPACES : byte), 0);
  return numberAt(block, 148, 8) === sum;
}

/** `27 path=…\n` */
const paxPath = (content: Uint8Array): string | undefined => /^\d+ path=(.*)$/m.exec(new TextDecoder().decode(content))?.[1];
