/** /logs: the node's /var/log, as Go serves a directory. @k8s pkg/kubelet/kubelet.go ServeLogs, net/http/fs.go */
import { textOf } from '../../../script/index.ts';
import type { Kit } from '../../types.ts';
import { noHandler, text, type Answer, type Asked } from './answer.ts';

const escaped = (name: string): string => name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export function systemLogs(kit: Kit, { path }: Asked): Answer {
  const { files } = kit.options;
  const place = `/var/log${path.slice('/logs'.length)}`.replace(/\/$/, '') || '/var/log';
  const real = files.realPath(place);
  const stat = real === undefined ? undefined : files.stat(real);
  if (real === undefined || stat === undefined) return noHandler();
  if (stat.type !== 'directory') return text(200, textOf(files.read(real)) ?? '');
  const entries = files.list(real).map((name) => {
    const shown = files.stat(`${real}/${name}`)?.type === 'directory' ? `${name}/` : name;
    return `<a href="${escaped(shown)}">${escaped(shown)}</a>\n`;
  });
  return { code: 200, type: 'text/html; charset=utf-8', body: `<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n${entries.join('')}</pre>\n` };
}
