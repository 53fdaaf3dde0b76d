/** Two projects: the engine under Node, the site under jsdom. swc turns TypeScript and ES modules into what Jest runs. */
const swc = ['@swc/jest', {
  jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
}];

// Packages that ship ES modules only; Jest runs CommonJS, so swc translates them too.
const esmOnly = ['unbash', '@marcbachmann/cel-js', '@noble/.*', '@kubernetes/client-node', 'socks-proxy-agent', 'agent-base', 'https-proxy-agent', 'http-proxy-agent', 'openid-client', 'oauth4webapi', 'jose', 'idb-keyval', '@docusaurus/core/lib/client'];

const base = {
  transform: { '^.+\\.(?:[cm]?[jt]sx?)$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnly.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.docusaurus/', '<rootDir>/.cache/'],
  moduleNameMapper: { '^#engine$': '<rootDir>/engine/index.ts' },
};

/** @type {import('jest').Config} */
module.exports = {
  testSequencer: '<rootDir>/.ci/testSequencer.cjs',
  projects: [
    { ...base, displayName: 'engine', testEnvironment: 'node',
      testMatch: ['<rootDir>/engine/**/*.test.ts', '<rootDir>/exercises/**/*.test.ts', '<rootDir>/.ci/**/*.test.ts'] },
    { ...base, displayName: 'site', testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/src/**/*.test.ts?(x)'],
      moduleNameMapper: {
        ...base.moduleNameMapper,
        '^@site/(.*)$': '<rootDir>/$1',
        '^@docusaurus/(Translate|Link|Head|BrowserOnly|useIsBrowser|useBaseUrl|useDocusaurusContext|Interpolate|ExecutionEnvironment)$':
          '@docusaurus/core/lib/client/exports/$1',
        '\\.(css|svg)$': '<rootDir>/.ci/emptyModule.cjs',
      } },
  ],
};
