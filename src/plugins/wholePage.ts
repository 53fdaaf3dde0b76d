/**
 * Takes the place of react-dom/server while pages are made. React moves what is loaded on demand out of a large page and lets a script put it
 * back: without scripts it would never be seen. Our pages are files, nobody waits for their first bytes: everything stays where it belongs.
 */
import { renderToPipeableStream as render } from 'react-dom/server.node';

export * from 'react-dom/server.node';

export const renderToPipeableStream: typeof render = (node, options) => render(node, { ...options, progressiveChunkSize: Infinity });
