/** Remark: an empty fenced block with `file=x.yaml` shows `exercises/manifests/x.yaml`, so that a manifest exists once. */
import { join } from 'node:path';
import { AuthorError, readManifests } from './read.ts';

type MarkdownNode = { type: string; meta?: string | null; value?: string; children?: MarkdownNode[] };

export function manifestBlocks() {
  const manifests = readManifests(process.cwd());
  const fill = (node: MarkdownNode): void => {
    const name = node.type === 'code' ? /(?:^|\s)file=(\S+)/.exec(node.meta ?? '')?.[1] : undefined;
    if (name !== undefined && node.value === '') {
      const text = manifests[name];
      if (text === undefined) throw new AuthorError(`a code block names file=${name}, but ${join('exercises/manifests', name)} does not exist`);
      node.value = text.replace(/\n$/, '');
    }
    node.children?.forEach(fill);
  };
  return fill;
}
