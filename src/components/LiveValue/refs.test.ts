import { apiPath, parseRef } from './refs.ts';

test.each([
  ['pod/nginx', '/api/v1/namespaces/default/pods/nginx'],
  ['prod/Deployment/web', '/apis/apps/v1/namespaces/prod/deployments/web'],
  ['node/node01', '/api/v1/nodes/node01'],
  ['default/namespace/prod', '/api/v1/namespaces/prod'],
])('%s is at %s', (text, path) => { expect(apiPath(parseRef(text)!)).toBe(path); });

test.each(['nginx', 'thing/nginx', 'pod/', 'a/b/c/d'])('%j names nothing', (text) => { expect(parseRef(text)).toBeUndefined(); });
