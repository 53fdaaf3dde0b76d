import { createFiles, FileError, filesAs, type FileSystem } from '../index.ts';

const clock = { now: 1000 };
const reason = (action: () => unknown): string => { try { action(); return 'done'; } catch (error) { if (error instanceof FileError) return error.reason; throw error; } };

test('what the kernel refuses, in its words', () => {
  const files = createFiles(clock);
  files.makeDirectory('/a');
  files.write('/a/f', 'x');
  files.symlink('loop', '/loop');
  const table: [() => unknown, string][] = [
    [() => files.read('/nope'), 'No such file or directory'], [() => files.read('/a'), 'Is a directory'], [() => files.write('/a', ''), 'Is a directory'], [() => files.write('/x/y', ''), 'No such file or directory'],
    [() => files.read('/a/f/g'), 'Not a directory'], [() => files.makeDirectory('/a'), 'File exists'], [() => files.makeDirectory('/a', { parents: true }), 'done'], [() => files.remove('/a'), 'Directory not empty'],
    [() => files.read('/loop'), 'Too many levels of symbolic links'], [() => files.remove('/a', { recursive: true }), 'done'],
  ];
  for (const [action, expected] of table) expect(reason(action)).toBe(expected);
});

test('layers are shared and never changed by who builds on them', () => {
  const image = createFiles(clock);
  image.makeDirectory('/etc/app', { parents: true });
  image.write('/etc/app/conf', 'one');
  image.write('/etc/motd', 'hello');
  const lower = image.layer();
  const [a, b] = [createFiles(clock, { lower }), createFiles(clock, { lower })];
  a.write('/etc/app/conf', '+two', { append: true });
  a.remove('/etc/motd');
  a.rename('/etc/app', '/etc/moved');
  image.write('/etc/late', 'x');
  expect(a.read('/etc/moved/conf')).toBe('one+two');
  expect(a.list('/etc')).toEqual(['moved']);
  expect(b.list('/etc')).toEqual(['app', 'motd']);
  expect(b.read('/etc/app/conf')).toBe('one');
  expect(a.usedBytes()).toBe(4096);
  expect(b.usedBytes()).toBe(0);
});

test('volumes: shared, read-only, a part of them, with links across', () => {
  const [one, two, volume] = [createFiles(clock), createFiles(clock), createFiles(clock, { kind: 'tmpfs' })];
  volume.makeDirectory('/sub');
  volume.write('/sub/f', 'v');
  volume.symlink('sub/f', '/link');
  one.mount('/data', volume);
  two.mount('/ro', volume, { readOnly: true });
  two.mount('/etc/app/f', volume, { subPath: 'sub/f' });
  one.write('/data/new', 'n');
  one.symlink('/data/link', '/shortcut');
  expect([two.read('/ro/new'), two.read('/ro/link'), two.read('/etc/app/f'), one.read('/shortcut'), one.realPath('/shortcut')]).toEqual(['n', 'v', 'v', 'v', '/data/sub/f']);
  expect(reason(() => two.write('/ro/x', ''))).toBe('Read-only file system');
  expect(two.list('/etc/app')).toEqual(['f']);
  expect(reason(() => one.remove('/data'))).toBe('Device or resource busy');
  expect(one.mounts().map(({ path, type }) => `${path} ${type}`)).toEqual(['/ overlay', '/data tmpfs']);
});

test('a full file system takes what fits', () => {
  // @k8s golden pods/pod-emptydir-shared
  const files = createFiles(clock, { limitBytes: 8 * 1024 * 1024, kind: 'tmpfs' });
  expect(reason(() => files.write('/file', { zeros: 12 * 1024 * 1024 }))).toBe('No space left on device');
  expect(files.stat('/file')?.size).toBe(8 * 1024 * 1024);
  files.remove('/file');
  expect(reason(() => files.write('/file', 'x'))).toBe('done');
});

test('another user sees modes and owners', () => {
  const files = createFiles(clock);
  files.makeDirectory('/tmp', { mode: 0o1777 });
  files.makeDirectory('/group', { mode: 0o2775 });
  files.chown('/group', 0, 2000);
  files.write('/secret', 's', { mode: 0o600 });
  files.write('/tmp/roots', 'r');
  const mine: FileSystem = filesAs(files, { uid: 1000, gid: 3000, groups: [2000] });
  const table: [() => unknown, string][] = [
    [() => mine.read('/secret'), 'Permission denied'], [() => mine.write('/root-file', ''), 'Permission denied'], [() => mine.write('/tmp/mine', 'm'), 'done'], [() => mine.remove('/tmp/roots'), 'Operation not permitted'],
    [() => mine.chown('/tmp/mine', 0, 0), 'Operation not permitted'], [() => mine.chmod('/secret', 0o777), 'Operation not permitted'], [() => mine.write('/group/f', ''), 'done'],
  ];
  for (const [action, expected] of table) expect(reason(action)).toBe(expected);
  expect(files.stat('/tmp/mine')).toMatchObject({ uid: 1000, gid: 3000 });
  // @k8s golden cluster/sec-context-ids-capabilities: the set-group-id directory gives its group
  expect(files.stat('/group/f')).toMatchObject({ uid: 1000, gid: 2000 });
});

test('a copy shares what it has not changed, and looks in all as if everything had been written to it', () => {
  const fill = (files: FileSystem): void => {
    files.makeDirectory('/etc/app', { parents: true });
    files.write('/etc/app/conf', 'one');
    files.write('/etc/motd', 'x'.repeat(5000));
  };
  const later = { now: 1000 };
  const [own, common] = [createFiles(later), createFiles(later)];
  fill(own);
  fill(common);
  const [copy, other] = [createFiles(later, { copyOf: common }), createFiles(later, { copyOf: common })];
  const seen = (files: typeof own): unknown => [files.usedBytes(), files.mounts(), ...['/', '/etc', '/etc/app', '/etc/app/conf', '/etc/motd', '/etc/new'].map((path) => [path, files.stat(path)])];
  expect(seen(copy)).toEqual(seen(own));
  const changes: ((files: FileSystem) => void)[] = [
    (files) => files.write('/etc/app/conf', '+two', { append: true }), (files) => files.chmod('/etc/motd', 0o600), (files) => files.write('/etc/new', 'n'),
    (files) => files.rename('/etc/app', '/etc/new.d'), (files) => files.remove('/etc/motd'), (files) => files.remove('/etc', { recursive: true }), fill,
  ];
  for (const change of changes) {
    later.now += 1000;
    for (const files of [own, copy]) change(files);
    expect(seen(copy)).toEqual(seen(own));
  }
  expect(other.read('/etc/app/conf')).toBe('one');
});
