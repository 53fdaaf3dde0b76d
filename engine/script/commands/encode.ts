/** base64, md5sum, sha1sum, sha256sum, hexdump. */
import { send } from '../pipe.ts';
import { allInput, badOptions, cantOpen, complain, eachInput, plainWords, type CommandMaker } from './common.ts';
import { decodeBase64, encodeBase64, fromBytes, toBytes } from './bytes.ts';
import { md5, sha1, sha256 } from '../../base/index.ts';
import { lastValue, parseOptions } from './options.ts';

export const makeBase64: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'dDiw:', long: { decode: 'd', wrap: 'w', 'ignore-garbage': 'i' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const { text, status } = yield* allInput(context, options.operands.slice(0, 1), flavour === 'gnu' ? plainWords : cantOpen);
  if (status !== 0) return status;
  if (options.flags.has('d') || options.flags.has('D')) {
    const { bytes, ok } = decodeBase64(options.flags.has('i') ? text.replace(/[^A-Za-z0-9+/=]/g, '') : text);
    yield* send(context.stdout, fromBytes(bytes));
    return ok ? 0 : complain(context, flavour === 'gnu' ? 'invalid input' : 'truncated input');
  }
  const encoded = encodeBase64(toBytes(text));
  const width = Number(lastValue(options, 'w') ?? 76);
  yield* send(context.stdout, width === 0 ? encoded : encoded.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n'));
  return 0;
};

const digest = (algorithm: (bytes: Uint8Array) => string): CommandMaker => (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'cbts', long: { check: 'c' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  let failed = 0;
  const status = yield* eachInput(context, options.operands, flavour === 'gnu' ? plainWords : cantOpen, function* (reader, name) {
    const text = yield* reader.readAll();
    if (!options.flags.has('c')) { yield* send(context.stdout, `${algorithm(toBytes(text))}  ${name}\n`); return; }
    for (const line of text.split('\n')) {
      const match = /^([0-9a-f]+)\s+\*?(.+)$/.exec(line);
      if (match === null) continue;
      failed += yield* eachInput(context, [match[2] ?? ''], cantOpen, function* (file) {
        const ok = algorithm(toBytes(yield* file.readAll())) === match[1];
        if (!ok) failed++;
        yield* send(context.stdout, `${match[2] ?? ''}: ${ok ? 'OK' : 'FAILED'}\n`);
      });
    }
  });
  if (failed > 0) complain(context, `WARNING: ${failed} computed checksum${failed > 1 ? 's' : ''} did NOT match`);
  return failed > 0 ? 1 : status;
};
export const makeMd5sum = digest(md5);
export const makeSha1sum = digest(sha1);
export const makeSha256sum = digest(sha256);

/** `hexdump -C`, `xxd` and `od -c` in one layout: offset, sixteen bytes, text. */
export const makeHexdump: CommandMaker = () => function* (context) {
  const { text, status } = yield* allInput(context, context.args.filter((word) => !word.startsWith('-')), plainWords);
  const bytes = toBytes(text);
  for (let at = 0; at < bytes.length; at += 16) {
    const row = Array.from(bytes.slice(at, at + 16));
    const cells = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const left = cells.slice(0, 8).join(' ').padEnd(23);
    yield* send(context.stdout, `${at.toString(16).padStart(8, '0')}  ${left}  ${cells.slice(8).join(' ').padEnd(23)}  |${row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')}|\n`);
  }
  yield* send(context.stdout, `${bytes.length.toString(16).padStart(8, '0')}\n`);
  return status;
};
