/** Bytes and text, SPDY, and sessions over WebSocket with a node that is not there. */
import { WebSocket } from 'ws';
import type { NodeConnection } from '../../apiserver/index.ts';
import { createPipe } from '../../time/index.ts';
import { createByteWriter, createTextReader } from './bytes.ts';
import { createSpdyConnection, type SpdyStream } from './spdy/connection.ts';
import { controlFrame, createFrameReader, dataFrame, numbered, TYPE, type Frame } from './spdy/frames.ts';
import { createHeaderCodec, dictionary } from './spdy/headers.ts';
import { createTerminal } from './terminal.ts';
import { wireServer, type WireServer } from '../testing/wire.ts';

test('text comes whole, however its bytes are cut', () => {
  const bytes = Buffer.from('héllo 世界 🙂');
  for (const size of [1, 2, 3, 5]) {
    const read = createTextReader();
    let text = '';
    for (let at = 0; at < bytes.length; at += size) text += read(bytes.subarray(at, at + size));
    expect(text).toBe('héllo 世界 🙂');
  }
});

test('bytes that are no text go through and come back', () => {
  const bytes = Buffer.from(Array.from({ length: 1024 }, (_, i) => (i * 7) & 255));
  const [read, write] = [createTextReader(), createByteWriter()];
  expect(Buffer.concat([write(read(bytes.subarray(0, 300))), write(read(bytes.subarray(300)))]).equals(bytes)).toBe(true);
  expect(createByteWriter()('é')).toEqual(Buffer.from('é'));
});

test('header blocks share one state; what is none is refused', async () => {
  expect(dictionary()).toHaveLength(1423);
  const [client, server] = [createHeaderCodec(), createHeaderCodec()];
  for (const headers of [{ streamtype: 'error', port: '80', requestid: '0' }, { streamtype: 'data', port: '80', requestid: '0' }, {}]) {
    expect({ ...await server.decode(await client.encode(headers)) }).toEqual(headers);
  }
  expect(await server.decode(Buffer.from('garbage'))).toBeUndefined();
  client.close();
  server.close();
});

test('frames, in pieces', () => {
  const seen: Frame[] = [];
  const read = createFrameReader((frame) => seen.push(frame));
  const bytes = Buffer.concat([controlFrame(TYPE.ping, numbered(7, Buffer.alloc(0))), dataFrame(3, Buffer.from('abc'), true)]);
  for (const byte of bytes) expect(read(Buffer.from([byte]))).toBe(true);
  expect(seen).toMatchObject([{ control: true, type: TYPE.ping }, { control: false, stream: 3, flags: 1, payload: Buffer.from('abc') }]);
  expect(createFrameReader(() => undefined)(Buffer.from([0x80, 9, 0, 1, 0, 0, 0, 0]))).toBe(false);
});

test('streams are opened, answered and closed', async () => {
  const sent: Buffer[] = [];
  const streams: SpdyStream[] = [];
  const connection = createSpdyConnection({ send(bytes, done) { sent.push(bytes); done(); }, close: () => undefined }, (stream) => { streams.push(stream); stream.pipe(stream); });
  const codec = createHeaderCodec();
  const block = await codec.encode({ streamtype: 'data', port: '80', requestid: '1' });
  connection.receive(controlFrame(TYPE.synStream, Buffer.concat([numbered(1, 0), Buffer.from([0, 0]), block])));
  connection.receive(dataFrame(1, Buffer.from('echo'), true));
  connection.receive(controlFrame(TYPE.ping, numbered(9, Buffer.alloc(0))));
  await new Promise((later) => { setTimeout(later, 50); });
  const frames: Frame[] = [];
  createFrameReader((frame) => frames.push(frame))(Buffer.concat(sent));
  expect(streams[0]?.headers).toMatchObject({ streamtype: 'data', port: '80' });
  expect(frames.filter((frame) => frame.control).map((frame) => frame.type)).toEqual(expect.arrayContaining([TYPE.synReply, TYPE.ping]));
  expect(String(Buffer.concat(frames.filter((frame) => !frame.control).map(({ payload }) => payload)))).toBe('echo');
  connection.close();
  codec.close();
});

describe('a session', () => {
  let wire: WireServer;
  const seen: unknown[] = [];
  const kubelet: NodeConnection = {
    logs: () => ({ code: 404, message: '' }), attach: () => ({ code: 404, message: '' }), proxy: () => undefined,
    exec(_namespace, _pod, { command }) {
      const [stdin, stdout, stderr] = [createPipe(), createPipe('out\n'), createPipe('err\n')];
      let exited: (exit: { code: number }) => void = () => undefined;
      const end = (code: number): void => { stdout.close(); stderr.close(); exited({ code }); };
      if (command[0] === 'now') wire.engine.clock.after(1, () => end(3));
      return {
        stdout, stderr, kill: () => { seen.push('kill'); }, resize: (columns, rows) => { seen.push([columns, rows]); }, onExit: (listener) => { exited = listener; },
        stdin: { write(text) { seen.push(text); return stdin.write(text); }, close() { seen.push('closed'); end(0); } },
      };
    },
  };
  beforeAll(async () => {
    wire = await wireServer();
    wire.engine.api.connectNode('node01', kubelet);
    wire.engine.send('POST', '/api/v1/nodes', { metadata: { name: 'node01' } });
    wire.engine.send('POST', '/api/v1/namespaces/default/pods', { metadata: { name: 'p' }, spec: { nodeName: 'node01', containers: [{ name: 'main', image: 'busybox' }] } });
  });
  afterAll(() => wire.close());
  afterEach(() => { if (wire.bugs.length > 0) throw new Error(wire.bugs.join()); });

  const open = (protocols: string[], command: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${wire.server.port}/api/v1/namespaces/default/pods/p/exec?command=${command}&stdin=1&stdout=1&stderr=1`, protocols);
    const messages: Buffer[] = [];
    socket.on('message', (data) => messages.push(data as Buffer));
    return { socket, messages, closed: new Promise<void>((done) => { socket.on('close', () => done()); }), opened: new Promise<void>((done, failed) => { socket.on('open', () => done()); socket.on('error', failed); }) };
  };

  test.each([[['v5.channel.k8s.io', 'v4.channel.k8s.io'], 'v5.channel.k8s.io'], [['v4.channel.k8s.io'], 'v4.channel.k8s.io'], [['channel.k8s.io'], 'channel.k8s.io']])('%j', async (offered, chosen) => {
    const { socket, messages, closed } = open(offered, 'now');
    await closed;
    expect(socket.protocol).toBe(chosen);
    const all = messages.map((message) => [message[0], message.subarray(1).toString()]);
    expect(all.slice(0, 2)).toEqual([[1, 'out\n'], [2, 'err\n']]);
    expect(all[2]).toEqual([3, expect.stringContaining(chosen === 'channel.k8s.io' ? 'command terminated with non-zero exit code: exit status 3' : '"reason":"NonZeroExitCode"')]);
  });

  test('input, size, the end of input', async () => {
    seen.length = 0;
    const { socket, closed, opened } = open(['v5.channel.k8s.io'], 'wait');
    await opened;
    socket.send(Buffer.from('\0typed\n'));
    socket.send(Buffer.from('\x04{"Width":120,"Height":40}'));
    socket.send(Buffer.from('\x04not json'));
    socket.send(Buffer.from([255, 0]));
    await closed;
    expect(seen).toEqual(['typed\n', [120, 40], 'closed']);
  });

  test('base64, and a client that goes away', async () => {
    seen.length = 0;
    const { socket, messages, opened } = open(['v4.base64.channel.k8s.io'], 'wait');
    await opened;
    socket.send(`0${Buffer.from('text').toString('base64')}`);
    while (!seen.includes('text') || messages.length === 0) await new Promise((later) => { setTimeout(later, 5); });
    expect(String(messages[0])).toBe(`1${Buffer.from('out\n').toString('base64')}`);
    socket.terminate();
    while (!seen.includes('kill')) await new Promise((later) => { setTimeout(later, 5); });
    expect(seen).toEqual(['text', 'kill']);
  });

  test('refused: a protocol that nobody speaks, SPDY without WebSocket, a pod that is not there', async () => {
    await expect(open(['v9.channel.k8s.io'], 'now').opened).rejects.toThrow('Unexpected server response: 403');
    expect(await wire.raw('POST /api/v1/namespaces/default/pods/p/exec?command=a HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*unable to upgrade/);
    expect(await wire.raw('GET /api/v1/namespaces/default/pods/none/exec?command=a HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n')).toMatch(/^HTTP\/1\.1 404 [\s\S]*pods \\"none\\" not found/);
    expect((await wire.send('GET', '/api/v1/namespaces/default/pods/p/exec?command=a')).body).toContain('unable to upgrade');
  });
});

test.each([
  ['a line', 'ls\r', ['ls\n'], 'ls\r\n'],
  ['rubbed out', 'lx\x7fs\r', ['ls\n'], 'lx\b \bs\r\n'],
  ['nothing to rub out', '\x7f\r', ['\n'], '\r\n'],
  ['a word, a line', 'a bc\x17d\x15e\r', ['e\n'], 'a bc\b \b\b \bd\b \b\b \b\b \be\r\n'],
  ['interrupted', 'abc\x03', ['\x03'], 'abc^C\r\n'],
  ['the end', 'ab\x04\x04', ['ab', '\x04'], 'ab'],
  ['arrows', '\x1b[A\x1bOBx\x1b[3~\r', ['x\n'], 'x\r\n'],
  ['characters of more than one unit', '🙂\x7fé\r', ['é\n'], '🙂\b \bé\r\n'],
])('typed at a terminal: %s', (_what, keys, sent, shown) => {
  const got: string[] = [];
  let echo = '';
  const terminal = createTerminal((text) => got.push(text), (text) => { echo += text; });
  for (const key of keys) terminal.typed(key);
  expect([got, echo]).toEqual([sent, shown]);
  expect(terminal.shown('a\nb\r\n')).toBe('a\r\nb\r\n');
});
