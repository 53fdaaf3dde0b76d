/** Part of every session file: graded work is replayed with the version it was done on. Bumped when a recorded trace changes. */
export const ENGINE_VERSION = '0.4.0';
