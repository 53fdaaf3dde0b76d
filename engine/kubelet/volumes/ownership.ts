/** fsGroup: whose group the files of a volume are, and what that group may do with them. @k8s pkg/volume/volume_linux.go */
import { childOf, type FileSystem } from '../../script/index.ts';

const READ_WRITE = 0o660;
const READ = 0o440;
const EXECUTE = 0o110;
const SET_GROUP = 0o2000;

/** Goes through everything under `path`; links keep their mode. */
export function giveToGroup(files: FileSystem, path: string, group: number, readOnly: boolean): void {
  const stat = files.stat(path);
  if (stat === undefined) return;
  files.chown(path, stat.uid, group);
  if (stat.type === 'symlink') return;
  const mask = readOnly ? READ : READ_WRITE;
  files.chmod(path, stat.mode | mask | (stat.type === 'directory' ? EXECUTE | SET_GROUP : 0));
  if (stat.type === 'directory') for (const name of files.list(path)) giveToGroup(files, childOf(path, name), group, readOnly);
}

/** `OnRootMismatch`: nothing to do where the top directory already is as it should be. */
export function isGroups(files: FileSystem, path: string, group: number, readOnly: boolean): boolean {
  const stat = files.stat(path);
  if (stat?.type !== 'directory' || stat.gid !== group) return false;
  const wanted = (readOnly ? READ : READ_WRITE) | EXECUTE | SET_GROUP;
  return (stat.mode & wanted) === wanted;
}
