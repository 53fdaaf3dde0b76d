/** The programs by name, alphabetical: a new command is one file and one line here. */
import { createShellCommand } from '../interpreter/command.ts';
import type { Command } from '../types.ts';
import { makeChmod, makeChown, makeStat, makeTouch, makeTruncate } from './attributes.ts';
import { makeAwk } from './awk/awk.ts';
import { makeCat } from './cat.ts';
import type { CommandMaker, Flavour } from './common.ts';
import { makeEnv, makePassThrough, makePrintenv, makeTimeout, makeWatch, makeXargs } from './control.ts';
import { makeCp, makeLn, makeMv } from './copy.ts';
import { curl } from './curl.ts';
import { makeCut } from './cut.ts';
import { makeDate } from './date.ts';
import { makeDd } from './dd.ts';
import { makeCmp, makeDiff } from './diff.ts';
import { echo } from './echo.ts';
import { makeBase64, makeHexdump, makeMd5sum, makeSha1sum, makeSha256sum } from './encode.ts';
import { makeExpr } from './expr.ts';
import { makeFind } from './find.ts';
import { makeGrep } from './grep.ts';
import { makeHead } from './head.ts';
import { httpd } from './httpd.ts';
import { jq } from './jq/jq.ts';
import { makeLs } from './ls.ts';
import { makeMkdir, makeRmdir } from './makeDirectories.ts';
import { makeIfconfig, makeIp, makeNc, makePing, makeTelnet } from './netTools.ts';
import { dig, makeNslookup } from './nslookup.ts';
import { openssl } from './openssl/openssl.ts';
import { makeBasename, makeDirname, makeMktemp, makePwd, makeReadlink, makeRealpath, makeWhich } from './paths.ts';
import { printf } from './printf.ts';
import { makeKill, makePgrep, makePkill, makePs } from './processCommands.ts';
import { makeRm } from './remove.ts';
import { makeChroot, makeNsenter } from './roots.ts';
import { makeSed } from './sed.ts';
import { makeSeq } from './seq.ts';
import { makeSleep, makeUsleep } from './sleep.ts';
import { makeClear, makeColumn, makeEditor, makeFalse, makeNl, makePaste, makeRev, makeStrings, makeStty, makeTac, makeTest, makeTrue, makeTty, makeYes } from './small.ts';
import { makeSort } from './sort.ts';
import { makeDf, makeDu, makeFree, makeHostname, makeId, makeMount, makeNproc, makeUname, makeUptime, makeWhoami } from './system.ts';
import { makeTail } from './tail.ts';
import { makeTar } from './tar.ts';
import { makeTee } from './tee.ts';
import { makeTop } from './top.ts';
import { makeTr } from './tr.ts';
import { makeUniq } from './uniq.ts';
import { makeWc } from './wc.ts';
import { makeWget } from './wget.ts';

const MAKERS: { readonly [name: string]: CommandMaker } = {
  '[': makeTest, awk: makeAwk, base64: makeBase64, basename: makeBasename, cat: makeCat, chroot: makeChroot, chgrp: makeChown, chmod: makeChmod, chown: makeChown, clear: makeClear, cmp: makeCmp, cp: makeCp, cut: makeCut,
  date: makeDate, dd: makeDd, df: makeDf, diff: makeDiff, dirname: makeDirname, du: makeDu, egrep: makeGrep, env: makeEnv, expr: makeExpr, false: makeFalse, fgrep: makeGrep, find: makeFind, free: makeFree,
  grep: makeGrep, head: makeHead, hexdump: makeHexdump, hostname: makeHostname, id: makeId, kill: makeKill, killall: makePkill, less: makeCat, ln: makeLn, ls: makeLs, md5sum: makeMd5sum,
  mkdir: makeMkdir, mktemp: makeMktemp, more: makeCat, mount: makeMount, mv: makeMv, nice: makePassThrough, nl: makeNl, nohup: makePassThrough, nsenter: makeNsenter, nproc: makeNproc, paste: makePaste, pgrep: makePgrep,
  pkill: makePkill, printenv: makePrintenv, ps: makePs, pwd: makePwd, readlink: makeReadlink, realpath: makeRealpath, rev: makeRev, rm: makeRm, rmdir: makeRmdir, sed: makeSed, seq: makeSeq,
  setsid: makePassThrough, sha1sum: makeSha1sum, sha256sum: makeSha256sum, sleep: makeSleep, sort: makeSort, stat: makeStat, strings: makeStrings, stty: makeStty, sync: makeTrue, tac: makeTac,
  tail: makeTail, tar: makeTar, tee: makeTee, test: makeTest, timeout: makeTimeout, top: makeTop, touch: makeTouch, tr: makeTr, true: makeTrue, truncate: makeTruncate, tty: makeTty, uname: makeUname, uniq: makeUniq,
  uptime: makeUptime, watch: makeWatch, wc: makeWc, which: makeWhich, whoami: makeWhoami, xargs: makeXargs, yes: makeYes,
};
const NETWORK: { readonly [name: string]: CommandMaker } = { ifconfig: makeIfconfig, ip: makeIp, nc: makeNc, nslookup: makeNslookup, ping: makePing, telnet: makeTelnet, wget: makeWget };
/** What Debian's slim images do not have. */
const NOT_IN_DEBIAN = new Set(['free', 'hexdump', 'kill', 'killall', 'less', 'pgrep', 'pkill', 'ps', 'strings', 'top', 'uptime', 'watch', 'which']);

/** A command is made when it is first run: most are never. */
function whenRun(maker: CommandMaker, flavour: Flavour): Command {
  let made: Command | undefined;
  return (context) => (made ??= maker(flavour))(context);
}
const make = (makers: { readonly [name: string]: CommandMaker }, flavour: Flavour): { [name: string]: Command } =>
  Object.fromEntries(Object.entries(makers).map(([name, maker]) => [name, whenRun(maker, flavour)]));

type Commands = { readonly [name: string]: Command };
const busyboxShell = createShellCommand('ash');

/** busybox' applets, for the images busybox and alpine. */
export const BUSYBOX_COMMANDS: Commands = {
  ...make({ ...MAKERS, ...NETWORK, usleep: makeUsleep, vi: makeEditor }, 'busybox'), ash: busyboxShell, echo, httpd, printf, sh: busyboxShell,
};
/** coreutils and friends in Debian images: dash as sh, bash, no network tools. */
export const DEBIAN_COMMANDS: Commands = {
  ...Object.fromEntries(Object.entries(make(MAKERS, 'gnu')).filter(([name]) => !NOT_IN_DEBIAN.has(name))), bash: createShellCommand('bash'), dash: createShellCommand('dash'), echo, printf, sh: createShellCommand('dash'),
};
/** The learner's computer and the nodes: GNU tools, bash, curl, jq. */
export const HOST_COMMANDS: Commands = {
  ...make({ ...MAKERS, ...NETWORK, column: makeColumn, nano: makeEditor, vi: makeEditor, vim: makeEditor }, 'gnu'), bash: createShellCommand('bash'), curl, dig, echo, jq, openssl, printf, sh: createShellCommand('dash'),
};
export { curl, dig, jq };
