import * as z from 'zod';

/** A text in both languages; neither may be missing. */
export const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
export type Text = z.infer<typeof text>;

export const slug = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/, 'lower-case letters, digits and dashes, at most 64');
/** `30s`, `5m`, `1h30m`. */
export const duration = z.string().regex(/^(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/, 'a duration like 30s or 5m').refine((t) => t !== '', 'a duration like 30s or 5m');

export const preset = z.enum(['minikube', 'three-nodes']);
export const objectRef = z.strictObject({ apiVersion: z.string(), kind: z.string(), namespace: z.string().optional(), name: z.string().optional(), labels: z.record(z.string(), z.string()).optional() });
export type ObjectRef = z.infer<typeof objectRef>;

/** Whose pod, whose node: the `index`-th in name order of what matches. */
export const podTarget = z.strictObject({ namespace: z.string().default('default'), labels: z.record(z.string(), z.string()), index: z.int().min(0).default(0) });
export const fault = z.strictObject({ fault: z.string(), node: z.string().optional(), pod: podTarget.optional(), nodeOf: podTarget.optional(), target: z.string().min(1).optional() })
  .refine((f) => [f.node, f.pod, f.nodeOf, f.target].filter((t) => t !== undefined).length === 1, 'exactly one of node, pod, nodeOf, target');
/** `target` is plain text: a load (`web http://web.default/ rate=50`), a registry's host, a part of the control plane. */
export type FaultStep = z.infer<typeof fault>;

export const runStep = z.union([
  z.strictObject({ id: slug.optional(), wait: duration }),
  z.strictObject({ id: slug.optional(), fault }),
  z.strictObject({ id: slug.optional(), command: z.string().min(1) }),
]);
export type RunStep = z.infer<typeof runStep>;
