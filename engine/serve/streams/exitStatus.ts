/** How a command's end is told on the error channel. @k8s kubelet/pkg/cri/streaming/remotecommand, apiserver/pkg/util/proxy/streamtranslator.go */

export type SessionExit = { readonly code: number; readonly error?: string };

/** The API server translates between WebSocket and the kubelet's stream, and wraps the error once more. @k8s golden pods/pod-exec */
export function exitStatus({ code, error }: SessionExit): object {
  if (error !== undefined) {
    const message = `Internal error occurred: error executing command in container: ${error}`;
    return { metadata: {}, status: 'Failure', message: `Internal error occurred: ${message}`, reason: 'InternalError', details: { causes: [{ message }] }, code: 500 };
  }
  if (code === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {}, status: 'Failure', reason: 'NonZeroExitCode',
    message: `command terminated with non-zero exit code: exit status ${code}`, details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}

/** For the protocols that had plain text there. */
export const exitText = ({ code, error }: SessionExit): string =>
  (error !== undefined ? `error executing command in container: ${error}` : code === 0 ? '' : `command terminated with non-zero exit code: exit status ${code}`);
