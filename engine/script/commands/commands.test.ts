import { BUSYBOX_COMMANDS, createFiles, HOST_COMMANDS, programsIn, type HttpRequest, type NetworkPort } from '../index.ts';
import { createWorld, noNetwork, run, type World } from '../testing/world.ts';

const bash = programsIn('/bin', HOST_COMMANDS);
const busybox = programsIn('/bin', BUSYBOX_COMMANDS);
const inBash = (script: string): string => { const { out, err } = run(createWorld(bash, { firstPid: 100 }), script, { dialect: 'bash' }); return out + err; };

test.each<[string, string]>([
  ["printf 'b 2\\na 10\\nc 1\\n' | sort -k2 -n", 'c 1\nb 2\na 10\n'], ['seq 10 | tail -n 3 | head -n -1', '8\n9\n'], ['seq 20 | grep -A1 -n 5', '5:5\n6-6\n--\n15:15\n16-16\n'],
  ["grep -o 'a.' <<< abac; grep -c x <<< y; grep -E '^(a|b)$' <<< b; grep -iw AB <<< 'ab c'", 'ab\nac\n0\nb\nab c\n'], ["sed -n '2,3p;$p' <<< $'1\\n2\\n3\\n4'; sed -E 's/(a)(b)/\\2\\1/g; y/x/z/' <<< abxab", '2\n3\n4\nbazba\n'],
  ["printf '1\\n2\\n3\\n' | sed '1!G;h;$!d'; sed '/^$/d;s#/#-#' <<< $'a/b\\n\\nc'", '3\n2\n1\na-b\nc\n'], ["awk -F: -v OFS=- '{$1=$1; n+=$2; print} END {printf \"%d\\n\", n}' <<< $'a:1\\nb:2'", 'a-1\nb-2\n3\n'],
  ["awk 'NR>1 && $2>26 {c[$1]++} END {for (k in c) print k, c[k]}' <<< $'n a\\nbob 30\\namy 25'; awk 'function f(x){return x*2} BEGIN{print f(4), toupper(\"a\") substr(\"hello\",2,3), length(\"abc\")}'", 'bob 1\n8 Aell 3\n'],
  ['cut -d, -f2- <<< a,b,c; cut -c2-3 <<< hello; tr a-c A-C <<< abc; tr -s ab <<< aabb; wc -w <<< "a b c"', 'b,c\nel\nABC\nab\n3\n'], ['xargs -n2 echo <<< "a b c"; echo "a b" | xargs -I{} echo "<{}>"', 'a b\nc\n<a b>\n'],
  ['date -u -d @1700000000 +%Y-%m-%dT%H:%M:%SZ; date', '2023-11-14T22:13:20Z\nSat Nov 21 12:00:00 UTC 2026\n'], ['echo hello | base64; base64 -d <<< aGk=; echo; echo -n abc | md5sum; echo -n abc | sha256sum | cut -c1-16; echo -n abc | sha1sum | cut -c1-8', 'aGVsbG8K\nhi\n900150983cd24fb0d6963f7d28e17f72  -\nba7816bf8f01cfea\na9993e36\n'],
  ['mkdir -p a/b; touch a/x; find a | sort; cp -r a c; mv c/x c/y; ls c; rm -r a; ls -d a', 'a\na/b\na/x\nb\ny\nls: cannot access \'a\': No such file or directory\n'], ['cat nope; rm nope; cd nope; touch /nodir/x', "cat: nope: No such file or directory\nrm: cannot remove 'nope': No such file or directory\nbash: line 1: cd: nope: No such file or directory\ntouch: cannot touch '/nodir/x': No such file or directory\n"],
  ['diff <(seq 3) <(seq 2 4); expr 3 + 4; seq -w 8 10; basename /a/b.txt .txt; seq 3 | paste -sd+', '1d0\n< 1\n3a3\n> 4\n7\n08\n09\n10\nb\n1+2+3\n'],
])('%s', (script, out) => { expect(inBash(script)).toBe(out); });

test.each<[string, string, string]>([
  ['.items[].metadata.name', '{"items":[{"metadata":{"name":"x"}},{"metadata":{"name":"y"}}]}', '"x"\n"y"\n'],
  ['{more:(.metadata.continue!=null),names:[.items[]]}', '{"metadata":{"continue":"a"},"items":[1]}', '{"more":true,"names":[1]}\n'],
  ['del(.a.uid), (.a.x="5"), (.a.x|=.+1), with_entries(.key|="k"+.)', '{"a":{"uid":1,"x":2}}', '{"a":{"x":2}}\n{"a":{"uid":1,"x":"5"}}\n{"a":{"uid":1,"x":3}}\n{"ka":{"uid":1,"x":2}}\n'],
  ['sort_by(.v), group_by(.n), map(select(.v>1)), [.[]|"\\(.n)=\\(.v)"]', '[{"n":"a","v":2},{"n":"b","v":1}]', '[{"n":"b","v":1},{"n":"a","v":2}]\n[[{"n":"a","v":2}],[{"n":"b","v":1}]]\n[{"n":"a","v":2}]\n["a=2","b=1"]\n'],
  ['map_values(@base64d), (reduce range(4) as $i (0;.+$i)), (.b // 1), [paths], (try error("x") catch .), .a[0:2]', '{"a":"aGk="}', '{"a":"hi"}\n6\n1\n[["a"]]\n"x"\n"aG"\n'],
  ['sort, .[1:], .[-1], (map(tostring)|join(",")), add, (.[]|select(.>2)), index(1), ([limit(2;.[])]), (. as [$a,$b]|$a+$b)', '[3,1,2]', '[1,2,3]\n[1,2]\n2\n"3,1,2"\n6\n3\n1\n[3,1]\n4\n'],
])('jq %s', (filter, input, out) => {
  const world = createWorld(bash);
  world.files.write('/tmp/f', filter);
  expect(run(world, 'jq -c -f /tmp/f', { dialect: 'bash', stdin: input })).toMatchObject({ out, err: '', code: 0 });
});
test.each<[string, string, number]>([
  ["echo '{bad' | jq .", 'jq: parse error: Unfinished JSON term at line 2, column 0\n', 2], ["echo '{\"a\":1}' | jq .a.b", 'jq: error (at <stdin>:1): Cannot index number with "b"\n', 5],
])('%s', (script, err, code) => { expect(run(createWorld(bash), script, { dialect: 'bash' })).toMatchObject({ err, code }); });

test('sizes and places of a volume as recorded', () => {
  // @k8s golden pods/pod-emptydir-shared
  const world = createWorld(busybox);
  world.files.mount('/cache', createFiles(world.clock, { kind: 'tmpfs', limitBytes: 8 * 1024 * 1024 }));
  expect(run(world, 'df -m /cache; grep /cache /proc/mounts; dd if=/dev/zero of=/cache/file bs=1M count=12; ls -l /cache')).toMatchObject({
    out: 'Filesystem           1M-blocks      Used Available Use% Mounted on\ntmpfs                        8         0         8   0% /cache\ntmpfs /cache tmpfs rw,relatime,size=8192k,noswap 0 0\ntotal 8192\n-rw-r--r--    1 root     root       8388608 Nov 21 12:00 file\n',
    err: "dd: error writing '/cache/file': No space left on device\n9+0 records in\n8+0 records out\n8388608 bytes (8.0MB) copied, 0.006079 seconds, 1.3GB/s\n",
  });
});

/** A network in which `web` answers on port 80 at 10.96.1.2. */
function webWorld(): World {
  const network: NetworkPort = {
    ...noNetwork,
    *http(request: HttpRequest) {
      if (request.host === 'slow') return { ok: false, reason: 'timeout', address: '10.0.0.9' };
      if (request.host !== 'web') return { ok: false, reason: 'unresolved' };
      if (request.port !== 80) return { ok: false, reason: 'refused', address: '10.96.1.2' };
      return { ok: true, address: '10.96.1.2', response: request.path === '/' ? { code: 200, headers: { 'Content-Type': 'text/html' }, body: 'hello\n' } : { code: 404, headers: {}, body: 'no\n' } };
    },
    *query({ name, type }) {
      if (name !== 'web.ns.svc.cluster.local') return { code: 'NXDOMAIN', records: [] };
      return { code: 'NOERROR', records: type === 'A' ? [{ name, type, ttl: 30, data: '10.96.1.2' }] : [] };
    },
  };
  const world = createWorld(new Map([...busybox, ['/bin/curl', HOST_COMMANDS['curl'] ?? ((): never => { throw new Error('curl'); })()]]), { network });
  world.files.write('/etc/resolv.conf', 'search ns.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n');
  return world;
}
test.each<[string, string, string, number]>([
  ['wget -qO- -T 3 http://web', 'hello\n', '', 0], ['wget -qO- http://web/missing.html', '', 'wget: server returned error: HTTP/1.1 404 Not Found\n', 1], ['wget -qO- http://nope', '', "wget: bad address 'nope'\n", 1],
  ['wget -qO- -T 3 http://slow', '', 'wget: download timed out\n', 1], ['wget -O- http://web:81', '', "Connecting to web (10.96.1.2:81)\nwget: can't connect to remote host (10.96.1.2): Connection refused\n", 1],
  ['curl -s web', 'hello\n', '', 0], ['curl web:8080', '', 'curl: (7) Failed to connect to web port 8080 after 0 ms: Could not connect to server\n', 7], ['curl nope', '', 'curl: (6) Could not resolve host: nope\n', 6], ["curl -sw '%{http_code} %{content_type}\\n' -o /dev/null web", '200 text/html\n', '', 0],
  ['curl -sf web/x', '', '', 22], ['curl -sI web', 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n', '', 0],
  ['nslookup web', "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tweb.ns.svc.cluster.local\nAddress: 10.96.1.2\n\n** server can't find web.svc.cluster.local: NXDOMAIN\n\n** server can't find web.cluster.local: NXDOMAIN\n\n\n** server can't find web.svc.cluster.local: NXDOMAIN\n\n** server can't find web.cluster.local: NXDOMAIN\n\n", '', 1],
  ['nslookup web.ns.svc.cluster.local', 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tweb.ns.svc.cluster.local\nAddress: 10.96.1.2\n\n\n', '', 0], ['nslookup kubernetes.default', "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find kubernetes.default: NXDOMAIN\n\n** server can't find kubernetes.default: NXDOMAIN\n\n", '', 1],
])('%s', (script, out, err, code) => { expect(run(webWorld(), script)).toMatchObject({ out, err, code }); });
