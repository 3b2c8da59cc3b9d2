// @ts-check
/** @type {import('@docusaurus/types').Config} */
const config = {
  title: 'Harbor Notes',
  tagline: 'What happens between two tides',
  url: 'https://harbor.example',
  baseUrl: '/',
  i18n: { defaultLocale: 'en', locales: ['en'] },
  presets: [
    ['classic', { docs: false, blog: { path: 'blog', routeBasePath: 'blog', feedOptions: { type: 'all' } } }],
  ],
};
module.exports = config;
