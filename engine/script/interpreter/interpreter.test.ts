import { BUSYBOX_COMMANDS, DEBIAN_COMMANDS, HOST_COMMANDS, programsIn, type Dialect } from '../index.ts';
import { createWorld, run, type Ran } from '../testing/world.ts';

const PROGRAMS = { ash: programsIn('/bin', BUSYBOX_COMMANDS), dash: programsIn('/bin', DEBIAN_COMMANDS), bash: programsIn('/bin', HOST_COMMANDS) };
const inShell = (dialect: Dialect, script: string, limitMs = 3_600_000): Ran => run(createWorld(PROGRAMS[dialect], { firstPid: 100 }), script, { dialect, limitMs });

describe('what a script prints, and its exit code', () => {
  test.each<[string, string, number]>([
    ['x=5; echo $((x*3+2)) ${x:-7} ${y:-d e} "${y:-d e}"', '17 5 d e d e\n', 0],
    ['for i in 1 2 3; do echo line $i; done | cat', 'line 1\nline 2\nline 3\n', 0],
    ['f() { local a=1; echo $1 $a; return 4; }; f x; echo $? "[$a]"', 'x 1\n4 []\n', 0],
    ['case abc in x) echo no;; a*) echo yes;; esac', 'yes\n', 0],
    ['set -- a b "c d"; for a in "$@"; do echo "<$a>"; done; shift; echo $# $1', '<a>\n<b>\n<c d>\n2 b\n', 0],
    ['x=hello.tar.gz; echo ${x%.*} ${x%%.*} ${x#*.} ${x##*.} ${#x}', 'hello.tar hello tar.gz gz 12\n', 0],
    ['IFS=:; x=a:b::c; for i in $x; do echo "<$i>"; done', '<a>\n<b>\n<>\n<c>\n', 0],
    ['cat <<EOF\nhi $((1+1)) $HOME\nEOF', 'hi 2 /root\n', 0],
    ["cat <<'EOF'\nhi $x\nEOF", 'hi $x\n', 0],
    ['x=$(echo hi; exit 3); echo $? $x', '3 hi\n', 0],
    ['echo `echo a` "$(echo "b c")"', 'a b c\n', 0],
    ['false || echo or; true && echo and; ! true; echo $?', 'or\nand\n1\n', 0],
    ['(exit 3); echo $?; { echo a; echo b; } > /tmp/o; cat /tmp/o', '3\na\nb\n', 0],
    ['i=0; until [ $i -ge 3 ]; do i=$((i+1)); [ $i -eq 2 ] && continue; echo $i; done', '1\n3\n', 0],
    ['set -e; if false; then :; fi; false || true; echo here; false; echo never', 'here\n', 1],
    ["trap 'echo bye' EXIT; echo hi; exit 5", 'hi\nbye\n', 5],
    ["trap 'echo got TERM; exit 0' TERM; kill $$; echo no", 'got TERM\n', 0],
    ['exec echo replaced; echo never', 'replaced\n', 0],
    ['echo err >&2; echo to 2>&1 >/dev/null; ls /nope 2>/dev/null || echo failed', 'failed\n', 0],
    ['touch /tmp/a.t /tmp/b.t; cd /tmp; echo *.t "*.t" [b]* *.none', 'a.t b.t *.t b.t *.none\n', 0],
    ['echo a | while read x y; do echo "[$x]"; done; echo "1 2 3" > /tmp/f; read a b < /tmp/f; echo $b', '[a]\n2 3\n', 0],
    ['export A=1; sh -c \'echo $A\'; B=2 sh -c \'echo $B\'; echo "[$B]"', '1\n2\n[]\n', 0],
    ['exit 42', '', 42],
    ['sh -c "exit 7"; echo $?; sh -c \'kill -9 $$\' 2>/dev/null; echo $?', '7\n137\n', 0],
    ["printf 'echo a\\nif true\\nthen echo b; fi\\nfalse\\n# end\\n' | sh; echo $?", 'a\nb\n1\n', 0],
    ["(echo 'echo one'; sleep 5; echo 'echo $(('; sleep 1; echo '1+1))'; sleep 600) | sh | while read l; do echo \"$l\"; [ \"$l\" = 2 ] && break; done", 'one\n2\n', 0],
    ["(echo 'exit 3'; sleep 1; echo 'echo no') | sh; echo $?", '3\n', 0],
    ['nosuch 2>/dev/null; echo $?; echo x > /tmp/s; /tmp/s 2>/dev/null; echo $?', '127\n126\n', 0],
  ])('%s', (script, out, code) => {
    for (const dialect of ['ash', 'dash', 'bash'] as const) expect({ dialect, ...inShell(dialect, script) }).toMatchObject({ dialect, out, code });
  });

  test('a script that comes bit by bit: messages count its lines', () => {
    expect(inShell('bash', "(echo 'echo a'; sleep 1; echo; echo nosuch; sleep 1; echo 'echo )'; sleep 1; echo 'echo never') | bash; echo $?"))
      .toMatchObject({ out: 'a\n2\n', err: "bash: line 3: nosuch: command not found\nbash: line 4: syntax error near unexpected token `)'\nbash: line 4: `echo )'\n" });
  });

  test.each<[string, string]>([
    ['echo {a,b}{1..3}', 'a1 a2 a3 b1 b2 b3\n'],
    ['a=(1 2 "3 4"); a+=(5); echo ${#a[@]} "${a[2]}" ${a[-1]} "${a[@]:1}"', '4 3 4 5 2 3 4 5\n'],
    ['[[ abc == a* && "x y" =~ x(.)y ]] && echo "[${BASH_REMATCH[1]}]"', '[ ]\n'],
    ['s="hello world"; echo ${s/o/0} ${s//o/0} ${s^} ${s:6} ${s:(-3):2}', 'hell0 world hell0 w0rld Hello world world rl\n'],
    ['for ((k=0;k<3;k++)); do echo -n $k; done; ((k == 3)) && echo " $k"', '012 3\n'],
    ['read a b <<< "1 2 3"; echo $b; cat <(echo x)', '2 3\nx\n'],
    ['set -o pipefail; false | true; echo $?', '1\n'],
  ])('bash: %s', (script, out) => { expect(inShell('bash', script)).toMatchObject({ out, code: 0 }); });
});

describe('the words of each shell', () => {
  test.each<[Dialect, string, string, number]>([
    ['ash', 'foo', 'sh: foo: not found\n', 127], ['dash', 'foo', 'sh: 1: foo: not found\n', 127], ['bash', 'foo', 'bash: line 1: foo: command not found\n', 127],
    ['bash', './foo', 'bash: line 1: ./foo: No such file or directory\n', 127],
    ['ash', 'echo x > /nodir/x', "sh: can't create /nodir/x: nonexistent directory\n", 1], ['bash', 'cat < /nope', 'bash: line 1: /nope: No such file or directory\n', 1],
    ['ash', 'if true; then echo', 'sh: syntax error: unexpected end of file (expecting "fi")\n', 2], ['bash', 'if then; fi', "bash: -c: line 1: syntax error near unexpected token `then'\nbash: -c: line 1: `if then; fi'\n", 2],
    ['ash', 'set -u; echo $nope', 'sh: nope: parameter not set\n', 2], ['bash', 'set -u; echo $nope', 'bash: line 1: nope: unbound variable\n', 127],
    ['bash', 'kill 99999', 'bash: line 1: kill: (99999) - No such process\n', 1],
  ])('%s: %s', (dialect, script, err, code) => { expect(inShell(dialect, script)).toMatchObject({ err, code }); });
});

describe('virtual time', () => {
  test.each<[string, number, number]>([
    ['touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600', 630_000, 630_010],
    ['i=0; while [ $i -lt 5 ]; do i=$((i+1)); sleep 1; done', 5000, 5020],
    ['sleep 3 & sleep 5 & wait', 5000, 5010],
    ['sleep 100 | sleep 1', 100_000, 100_010],
    ['timeout 2 sleep 10; true', 2000, 2010],
    ['for i in $(seq 10); do usleep 50000; done', 500, 520],
  ])('%s takes its time', (script, least, most) => {
    const { ms, code } = inShell('ash', script);
    expect(code).toBe(0);
    expect(ms).toBeGreaterThanOrEqual(least);
    expect(ms).toBeLessThanOrEqual(most);
  });

  test('a loop that does nothing lets time pass', () => {
    expect(inShell('ash', 'while true; do :; done', 100)).toMatchObject({ code: 'running', ms: 100 });
  });

  test('a file written every five seconds', () => {
    const script = 'while true; do echo $(date -u) >> /tmp/out.txt; sleep 5; done & sleep 12; cat /tmp/out.txt';
    expect(inShell('ash', script).out).toBe('Sat Nov 21 12:00:00 UTC 2026\nSat Nov 21 12:00:05 UTC 2026\nSat Nov 21 12:00:10 UTC 2026\n');
  });

  test('a trap runs when the child in the foreground has ended', () => {
    const world = createWorld(PROGRAMS.ash);
    world.clock.after(2500, () => { world.machine.processes.kill(1, 'TERM'); });
    // @k8s golden pods/pod-prestop-exec and others
    expect(run(world, "trap 'echo got SIGTERM; sleep 2; exit 0' TERM; while true; do sleep 1; done")).toMatchObject({ out: 'got SIGTERM\n', code: 0, ms: 5004 });
  });

  test('PID 1 without a handler ignores TERM; KILL from outside ends it', () => {
    const world = createWorld(PROGRAMS.ash);
    world.clock.after(1000, () => { world.machine.processes.kill(1, 'TERM'); });
    world.clock.after(3000, () => { world.machine.processes.kill(1, 'KILL'); });
    expect(run(world, 'sleep 600')).toMatchObject({ code: 137, ms: 3000 });
  });

  test('PID 1 cannot be killed from inside', () => {
    expect(run(createWorld(PROGRAMS.ash), 'sh -c "kill -9 1"; echo still here')).toMatchObject({ out: 'still here\n', code: 0 });
  });
});

describe('pipes', () => {
  test.each<[string, string]>([
    ['yes | head -n 2', 'y\ny\n'], ['seq 1000000 | head -n1', '1\n'], ['while true; do echo y; done | head -2', 'y\ny\n'], ['cat /dev/zero | head -c 3 | wc -c', '3\n'],
    ['yes | sleep 1; echo $?', '0\n'], ['seq 50000 | sort -n | tail -n1', '50000\n'], ['seq 3 | (read a; cat)', '2\n3\n'],
  ])('%s ends', (script, out) => { expect(inShell('ash', script)).toMatchObject({ out, code: 0 }); });

  test('chains of filters of any length and kind end', () => {
    const filters = ['cat', 'head -n 3', 'tail -n 2', 'sort', 'uniq', 'wc -l', 'tr a b', 'grep 1', 'sed s/1/2/', 'cut -c1', 'tee /tmp/t', 'awk "{print}"', 'xargs', 'true', 'sh -c "read x; echo $x"', 'while read x; do echo "$x"; done'];
    let seed = 7;
    const next = (limit: number): number => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % limit; };
    for (let round = 0; round < 60; round++) {
      const chain = Array.from({ length: 1 + next(5) }, () => filters[next(filters.length)] ?? 'cat');
      const script = [`seq ${1 + next(30_000)}`, ...chain].join(' | ');
      expect({ script, code: inShell('ash', `${script} > /dev/null; echo done`, 60_000).out }).toEqual({ script, code: 'done\n' });
    }
  });
});

test('processes of a script are seen as in Linux', () => {
  expect(inShell('ash', 'sleep 50 & sh -c "sleep 60; :" & sleep 1; ps').out).toBe(
    'PID   USER     TIME  COMMAND\n  100 root      0:00 sh -c sleep 50 & sh -c "sleep 60; :" & sleep 1; ps\n  101 root      0:00 sleep 50\n  102 root      0:00 sh -c sleep 60; :\n  104 root      0:00 sleep 60\n  105 root      0:00 ps\n');
});
