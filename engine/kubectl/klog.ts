/** Log lines of the program itself. @k8s klog */

/** `E1121 13:22:17.522052   31992`: level, date, time, process. */
export function klogHead(level: 'E' | 'F' | 'I' | 'W', now: number, pid: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().split('T');
  return `${level}${day.slice(5).replace('-', '')} ${time.slice(0, 12)}000 ${String(pid).padStart(7)}`;
}
