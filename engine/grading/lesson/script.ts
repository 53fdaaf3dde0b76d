/** A live block as authors write it: lines with `$ ` are typed, the others are what a real cluster printed. Without any `$ ` every line is typed. */
export type Script = { readonly commands: readonly string[]; readonly steps: readonly { readonly command: string; readonly output: string }[] };

export function parseScript(code: string): Script {
  const lines = code.split('\n');
  if (!lines.some((line) => line.startsWith('$ '))) {
    const commands = lines.filter((line) => line.trim() !== '');
    return { commands, steps: commands.map((command) => ({ command, output: '' })) };
  }
  const steps: { command: string; output: string }[] = [];
  for (const line of lines) {
    const last = steps.at(-1);
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), output: '' });
    // A line that ends in a backslash goes on in the next one.
    else if (last !== undefined && last.output === '' && last.command.endsWith('\\')) last.command += `\n${line}`;
    else if (last !== undefined) last.output += `${line}\n`;
  }
  return { commands: steps.flatMap(({ command }) => command.split('\n')), steps };
}
