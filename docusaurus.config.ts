import type { Config } from '@docusaurus/types';
import type * as Preset from '@docusaurus/preset-classic';
import { themes as prismThemes } from 'prism-react-renderer';
import { prismLight } from './src/prismLight.ts';
import { manifestBlocks } from './src/plugins/course/manifestBlocks.ts';

// Docusaurus sets this per locale while it builds; the title has no translation file of its own.
const chinese = process.env.DOCUSAURUS_CURRENT_LOCALE === 'zh-Hans';

const config: Config = {
  title: chinese ? '豌豆荚' : 'Peapod',
  tagline: chinese ? '每一页里都有一个集群的 Kubernetes 课程' : 'A Kubernetes course in which every page has a working cluster',
  url: process.env.PEAPOD_URL ?? 'http://localhost:3000',
  baseUrl: process.env.PEAPOD_BASE_URL ?? '/',
  trailingSlash: true,
  favicon: 'img/favicon.svg',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  i18n: {
    defaultLocale: 'en',
    locales: ['en', 'zh-Hans'],
    localeConfigs: {
      en: { label: 'English', htmlLang: 'en' },
      'zh-Hans': { label: '简体中文', htmlLang: 'zh-Hans' },
    },
  },
  markdown: { format: 'detect', hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  future: { v4: true, faster: true },
  themes: ['@docusaurus/theme-live-codeblock'],
  plugins: ['./src/plugins/course/index.ts'],
  presets: [
    ['classic', {
      docs: { routeBasePath: '/learn', sidebarPath: './sidebars.ts', breadcrumbs: false, beforeDefaultRemarkPlugins: [manifestBlocks] },
      blog: false,
      theme: { customCss: ['./src/css/tokens.css', './src/css/site.css'] },
    } satisfies Preset.Options],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: 'Peapod',
      logo: { alt: '', src: 'img/favicon.svg', width: 28, height: 28 },
      items: [
        { type: 'docSidebar', sidebarId: 'course', label: 'Course', position: 'left' },
        { to: '/progress/', label: 'Progress', position: 'left' },
        { type: 'custom-review', position: 'left' },
        { type: 'localeDropdown', position: 'right' },
      ],
    },
    footer: {
      links: [
        { label: chinese ? '术语表' : 'Words', to: '/words/' },
        { label: chinese ? '生命周期' : 'Lifecycles', to: '/machines/' },
        { label: chinese ? '哪些是真的' : 'What is real here', to: '/limits/' },
        { label: chinese ? '作者预览' : 'For authors', to: '/preview/' },
      ],
      copyright: chinese
      ? '豌豆荚以 Apache-2.0 许可发布。Kubernetes 是 Linux 基金会的注册商标；本项目与其无隶属关系。'
      : 'Peapod is released under Apache-2.0. Kubernetes is a registered trademark of The Linux Foundation, with which this project is not affiliated.',
    },
    docs: { sidebar: { hideable: false, autoCollapseCategories: false } },
    liveCodeBlock: { playgroundPosition: 'bottom' },
    prism: { theme: prismLight, darkTheme: prismThemes.oceanicNext, additionalLanguages: ['bash'] },
  } satisfies Preset.ThemeConfig,
};
export default config;
