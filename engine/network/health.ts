/** kube-proxy's answer to load balancers that look for nodes with endpoints of their own. @k8s pkg/proxy/healthcheck/service_health.go */
import { startTask, type Clock } from '../time/index.ts';
import type { HttpResponse } from '../script/index.ts';
import type { ServiceRules } from './rules.ts';
import type { Socket } from './sockets.ts';

function answer({ service, categories }: ServiceRules, node: string): HttpResponse {
  const { namespace = '', name = '' } = service.metadata ?? {};
  const [port] = service.spec?.ports ?? [];
  const count = port === undefined ? 0 : categories(port).localReady(node);
  const body = `{\n\t"service": {\n\t\t"namespace": ${JSON.stringify(namespace)},\n\t\t"name": ${JSON.stringify(name)}\n\t},\n\t"localEndpoints": ${count},\n\t"serviceProxyHealthy": true\n}`;
  return {
    code: count > 0 ? 200 : 503, body,
    headers: { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff', 'X-Load-Balancing-Endpoint-Weight': String(count), 'Content-Length': String(body.length) },
  };
}

export function healthSocket(clock: Clock, rules: ServiceRules, node: string, port: number): Socket {
  return {
    port, address: undefined,
    serve: () => startTask(clock, respond(rules, node)),
    connect: () => undefined,
  };
}
// eslint-disable-next-line require-yield -- it answers at once
function* respond(rules: ServiceRules, node: string): Generator<never, HttpResponse, void> { return answer(rules, node); }
