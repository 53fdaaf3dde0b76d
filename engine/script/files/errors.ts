/** What the kernel says no with, in strerror's words. */
export type FileReason =
  | 'No such file or directory' | 'Permission denied' | 'Is a directory' | 'Not a directory' | 'File exists'
  | 'Read-only file system' | 'No space left on device' | 'Directory not empty' | 'Operation not permitted'
  | 'Too many levels of symbolic links' | 'Device or resource busy' | 'Invalid argument';

/** Thrown by a FileSystem, printed by commands as `name: path: reason`. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly path: string;
  readonly reason: FileReason;
  constructor(path: string, reason: FileReason) {
    super(`${path}: ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}
