/** `kubectl certificate`. @k8s kubectl/pkg/cmd/certificates/certificates.go; golden kubectl/csr-approve */
import type { Json, JsonObject } from '../../base/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { groupKind } from '../discovery.ts';
import { listAt, nameOf, objectAt, textAt, withField } from '../objects.ts';
import { fileFlags, printFlags } from '../print/flags.ts';
import { createPrinter } from '../print/printer.ts';
import { collect, fail, finish } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { selectFlags, selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import type { KubectlContext, Verb } from '../verb.ts';

type Verdict = { readonly name: string; readonly done: string; readonly type: string; readonly not: string; readonly reason: string; readonly about: string };

const path = (name: string): string => `/apis/certificates.k8s.io/v1/certificatesigningrequests/${encodeURIComponent(name)}`;
const TRIES = 10;

const decide = (verdict: Verdict): Verb => ({
  name: verdict.name, usage: `certificate ${verdict.name} (-f FILENAME | NAME)`, about: verdict.about,
  flags: [...printFlags, ...fileFlags('to decide on'), { name: 'force', type: 'bool', about: 'Write it even if it is decided already' }],
  *run(context) {
    const options = selectFlags(context);
    if (context.args.length === 0 && (options.files ?? []).length === 0) fail('one or more CSRs must be specified as <name> or -f <filename>');
    const args = context.args.flatMap((each) => each.split(',')).filter((each) => each !== '').map((each) => (each.includes('/') ? each : `certificatesigningrequests/${each}`));
    const { infos, problems } = yield* selectResources(context, { ...options, args, flatten: true });
    const print = createPrinter(context, { operation: verdict.done });
    const failed: Problem[] = [];
    for (const info of infos) collect(failed, () => { decideOne(context, verdict, info); context.out(print(info.object)); });
    if (infos.length === 0 && problems.length === 0) context.out('No resources found\n');
    return finish(context, [...failed, ...problems]);
  },
});

function decideOne(context: KubectlContext, verdict: Verdict, info: Info): void {
  if (info.resource.kind !== 'CertificateSigningRequest') fail(`can only handle CertificateSigningRequest.certificates.k8s.io objects, got ${groupKind(info.resource)}`);
  for (let attempt = 0; ; attempt++) {
    const csr = context.api.call('GET', path(info.name));
    const conditions = listAt(csr, 'status', 'conditions') as readonly JsonObject[];
    const against = conditions.find((each) => textAt(each, 'type') === verdict.not);
    if (against !== undefined) fail(`certificate signing request ${JSON.stringify(nameOf(csr))} is already ${verdict.not}`);
    const decided = conditions.some((each) => textAt(each, 'type') === verdict.type);
    if (decided && !context.flags.on('force')) return;
    const condition: JsonObject = {
      type: verdict.type, status: 'True', reason: verdict.reason, message: `This CSR was ${verdict.done} by kubectl certificate ${verdict.name}.`, lastUpdateTime: rfc3339(context.clock.now),
    };
    const body = decided ? csr : withField(csr, ['status'], { ...objectAt(csr, 'status'), conditions: [...conditions, condition] as Json });
    const answer = context.api.attempt('PUT', `${path(info.name)}/approval`, { body });
    if (answer.ok) return;
    if (answer.status.reason !== 'Conflict' || attempt >= TRIES) { context.api.call('PUT', `${path(info.name)}/approval`, { body }); return; }
  }
}

export const certificate: Verb = {
  name: 'certificate', usage: 'certificate SUBCOMMAND', about: 'Approve or deny certificate signing requests', flags: [], alwaysHelps: true,
  subcommands: [
    decide({ name: 'approve', done: 'approved', type: 'Approved', not: 'Denied', reason: 'KubectlApprove', about: 'Approve a request' }),
    decide({ name: 'deny', done: 'denied', type: 'Denied', not: 'Approved', reason: 'KubectlDeny', about: 'Deny a request' }),
  ],
};
