// @ts-check
import { defineConfig } from 'astro/config';
import mdx from '@astrojs/mdx';

export default defineConfig({
	site: 'https://harbor.example',
	base: '/harbor',
	trailingSlash: 'never',
	integrations: [mdx({ gfm: true })],
});
