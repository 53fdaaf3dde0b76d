import type { CertificateSigningRequest, CertificateSigningRequestCondition } from '../../api/index.ts';
import { isOver } from './reconcile.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-21T12:00:00Z');
const ago = (hours: number): string => new Date(NOW - hours * HOUR).toISOString();
const condition = (type: string, hours: number): CertificateSigningRequestCondition => ({ type, status: 'True', lastUpdateTime: ago(hours) });
const csr = (hours: number, conditions: readonly CertificateSigningRequestCondition[] = [], certificate?: string): CertificateSigningRequest => ({
  metadata: { name: 'a', creationTimestamp: ago(hours) }, spec: { request: '', signerName: 'example.com/a' },
  status: { conditions, ...(certificate === undefined ? {} : { certificate }) },
});

/** @k8s pkg/controller/certificates/cleaner/cleaner.go */
test.each<[string, CertificateSigningRequest, boolean]>([
  ['pending for a day', csr(24), false],
  ['pending for longer', csr(24.1), true],
  ['denied for half an hour', csr(30, [condition('Denied', 0.5)]), false],
  ['denied for more than an hour', csr(30, [condition('Denied', 1.1)]), true],
  ['failed for more than an hour', csr(30, [condition('Approved', 1.1), condition('Failed', 1.1)]), true],
  ['approved an hour ago, not issued', csr(30, [condition('Approved', 1.1)]), false],
  ['approved more than a day ago, not issued', csr(30, [condition('Approved', 24.1)]), true],
  ['issued within the hour', csr(30, [condition('Approved', 0.9)], 'YQ=='), false],
  ['issued before', csr(30, [condition('Approved', 1.1)], 'YQ=='), true],
])('%s', (_name, request, over) => { expect(isOver(request, NOW)).toBe(over); });
