/** A fixed loop of integer arithmetic and map look-ups: the unit beside which the other figures are read. CPU seconds. */
export function calibrate(): number {
  const started = process.cpuUsage();
  const map = new Map<number, number>();
  let x = 12345;
  for (let i = 0; i < 20_000_000; i++) {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    if ((i & 15) === 0) map.set(x & 0xffff, (map.get(x & 0xffff) ?? 0) + 1);
  }
  const used = process.cpuUsage(started);
  return map.size > 0 ? (used.user + used.system) / 1e6 : 0;
}
