/** `certificatesigningrequests/approval`: only conditions count. @k8s pkg/registry/certificates/certificates/strategy.go csrApprovalStrategy */
import { validateCsrChange, type CertificateSigningRequest, type KubeObject } from '../../api/index.ts';
import { isFailure, type ResourceRequest, type ServerContext } from '../context.ts';
import { decodeBody } from '../decodeBody.ts';
import { patchObject } from '../patch.ts';
import type { ApiResponse } from '../request.ts';
import { statusResponse } from '../respond.ts';
import { find } from '../verbs/find.ts';
import { answer } from '../verbs/write.ts';
import { updateObject, type Change } from '../write.ts';

type Csr = CertificateSigningRequest;

function changeOf(next: KubeObject): Change {
  return {
    next, validated: true, checkRevision: true,
    prepare: (asked, old) => {
      const conditions = (asked as Csr).status?.conditions; // the resource tells the type
      return { ...old, metadata: asked.metadata, status: { ...(old as Csr).status, ...(conditions === undefined ? {} : { conditions }) } } as KubeObject;
    },
    check: (changed, old) => validateCsrChange(changed as Csr, old as Csr, 'approve'), // the resource tells the type
  };
}

export function approve(context: ServerContext, request: ResourceRequest): ApiResponse {
  const found = find(context, request);
  if (isFailure(found)) return statusResponse(found.failure);
  if (request.method === 'GET') return answer(context, request, 200, found);
  if (request.method === 'PATCH') {
    const patched = patchObject(context, request, changeOf);
    return answer(context, request, 200, isFailure(patched) ? patched : patched.object);
  }
  const next = decodeBody(context, request);
  return answer(context, request, 200, isFailure(next) ? next : updateObject(context, request, found, changeOf(next)));
}
