/** A mistake in a template, in Go's words; never leaves this folder. */
export class TemplateError extends Error {}
