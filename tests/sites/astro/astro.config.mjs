import { defineConfig } from 'astro/config';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';

export default defineConfig({
  site: 'https://harbor.example',
  integrations: [mdx(), sitemap()],
  i18n: { defaultLocale: 'en', locales: ['en', 'fr'] },
});
