/** The state file: append-only. What is on disk when a client has its answer survives `kill -9`; the disk is told to keep it once a second. */
import { closeSync, existsSync, fdatasync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { FORMAT, FORMAT_VERSION, readRecord, writeRecord, type Input, type StateHeader } from './record.ts';

export type StateProblem = { readonly problem: string };
export type StateFile = {
  readonly header: StateHeader;
  /** What happened so far. */
  readonly inputs: readonly Input[];
  /** Bytes at the end that were no whole record, and were cut off. */
  readonly dropped: number;
  /** Written when it returns. Throws if the disk does not take it. */
  append(input: Input): void;
  close(): void;
};

const SYNC_MS = 1000;

/** @param makeHeader for a file that is not there yet */
export async function openStateFile(path: string, engine: string, makeHeader: () => Promise<StateHeader>): Promise<StateFile | StateProblem> {
  const old = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const read = readAll(path, old, engine);
  if ('problem' in read) return read;
  const header = read.header ?? await makeHeader();
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, old.length === 0 ? 'w' : 'r+', 0o600);
  if (read.good < old.length) ftruncateSync(file, read.good);
  let end = read.good;
  const write = (bytes: Buffer): void => {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, end + done);
    end += bytes.length;
  };
  if (read.header === undefined) { write(writeRecord(header)); fsyncSync(file); }
  let dirty = false;
  const timer = setInterval(() => {
    if (!dirty) return;
    dirty = false;
    fdatasync(file, () => undefined);
  }, SYNC_MS);
  timer.unref();
  return {
    header, inputs: read.inputs, dropped: old.length - read.good,
    append(input) { write(writeRecord(input)); dirty = true; },
    close() { clearInterval(timer); fsyncSync(file); closeSync(file); },
  };
}

type ReadState = { readonly header: StateHeader | undefined; readonly inputs: readonly Input[]; readonly good: number };

function readAll(path: string, bytes: Buffer, engine: string): ReadState | StateProblem {
  const records: unknown[] = [];
  let good = 0;
  let damaged = 0;
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline;
    const record = newline < 0 ? undefined : readRecord(bytes.subarray(at, end));
    at = end + 1;
    if (record === undefined) { damaged ||= records.length + 1; continue; }
    if (damaged > 0) return { problem: `${path}: record ${damaged} is damaged and others follow it, so that what comes after it cannot be made again. Put a copy of the file back, or choose another --state file.` };
    records.push(record);
    good = at;
  }
  const [header, ...inputs] = records;
  if (header === undefined) return damaged > 0 && !bytes.subarray(0, 64).includes('peapod state') ? { problem: `${path} is no state file of peapod; choose another --state file.` } : { header: undefined, inputs: [], good: 0 };
  const problem = wrongHeader(path, header as Partial<StateHeader>, engine);
  return problem === undefined ? { header: header as StateHeader, inputs: inputs as Input[], good } : { problem }; // checksums are right, so they are what we wrote
}

function wrongHeader(path: string, header: Partial<StateHeader>, engine: string): string | undefined {
  if (header.format !== FORMAT) return `${path} is no state file of peapod; choose another --state file.`;
  if (header.version !== FORMAT_VERSION) return `${path} is of format ${String(header.version)}, this peapod reads format ${FORMAT_VERSION}. Use the peapod that wrote it, or another --state file.`;
  if (header.engine !== engine) return `${path} was written by peapod ${String(header.engine)}, this is ${engine}: what happened can only be made again by the engine that it happened in. Use that version, or another --state file.`;
  return undefined;
}
