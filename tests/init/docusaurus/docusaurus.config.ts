import {themes as prismThemes} from 'prism-react-renderer';
import type {Config} from '@docusaurus/types';
import type * as Preset from '@docusaurus/preset-classic';

const tagline = 'What happens ' + 'at the harbor';

const config: Config = {
  title: 'Harbor',
  tagline,
  url: 'https://harbor.example',
  baseUrl: '/site/',
  trailingSlash: true,
  i18n: { defaultLocale: 'en', locales: ['en', 'de'] },
  presets: [
    [
      'classic',
      {
        docs: { path: 'docs', editUrl: ({ docPath }) => `https://git.example/${docPath}` },
        blog: {
          path: './news',
          routeBasePath: 'news',
          feedOptions: { type: ['rss', 'json'], limit: 50, copyright: `© ${new Date().getFullYear()} Ann Lee` },
        },
      } satisfies Preset.Options,
    ],
  ],
  themeConfig: { navbar: { title: 'not this' } } satisfies Preset.ThemeConfig,
};

export default config;
