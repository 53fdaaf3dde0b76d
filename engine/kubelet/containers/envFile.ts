/** A file of variables that another container of the pod has written: `NAME='value'`. @k8s pkg/kubelet/util/env/env_util.go ParseEnv */

export type EnvFile = { readonly ok: true; readonly value: string } | { readonly ok: false };

/** The value of one name, empty if it is not there. Values stand in single quotes and may go over several lines. */
export function parseEnvFile(text: string, key: string): EnvFile {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] ?? '').replace(/\r$/, '').replace(/^[ \t]+/, '');
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const name = line.slice(0, Math.max(0, equals));
    if (equals <= 0 || /[ \t]$/.test(name)) return { ok: false };
    const rest = line.slice(equals + 1);
    // A blank after the equals sign assigns nothing, as in a shell.
    if (/^[ \t]/.test(rest)) { if (name === key) return { ok: true, value: '' }; continue; }
    // Nothing at all is no quoted value.
    if (!rest.startsWith("'")) return { ok: false };
    const quoted = quotedValue(lines, i, rest.slice(1));
    if (quoted === undefined) return { ok: false };
    if (name === key) return { ok: true, value: quoted.value };
    i = quoted.lastLine;
  }
  return { ok: true, value: '' };
}

/** Up to the closing quote, after which only a comment may stand. */
function quotedValue(lines: readonly string[], from: number, start: string): { readonly value: string; readonly lastLine: number } | undefined {
  let value = '';
  let rest = start;
  for (let i = from; ; rest = (lines[++i] ?? '').replace(/\r$/, '')) {
    const close = rest.indexOf("'");
    if (close >= 0) {
      const after = rest.slice(close + 1).replace(/^[ \t]+/, '');
      return after === '' || after.startsWith('#') ? { value: value + rest.slice(0, close), lastLine: i } : undefined;
    }
    value += `${rest}\n`;
    if (i + 1 >= lines.length) return undefined;
  }
}
