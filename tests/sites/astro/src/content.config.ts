import { defineCollection, z } from 'astro:content';
import { glob } from 'astro/loaders';

const blog = defineCollection({
  loader: glob({ base: './src/content/blog', pattern: '**/[^_]*.{md,mdx}' }),
  schema: z.object({ title: z.string(), pubDate: z.coerce.date(), updatedDate: z.coerce.date().optional() }),
});
export const collections = { blog };
