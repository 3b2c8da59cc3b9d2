import { IdAttributePlugin } from "@11ty/eleventy";
import { feedPlugin } from "@11ty/eleventy-plugin-rss";

/** @param {import("@11ty/eleventy").UserConfig} eleventyConfig */
export default async function (eleventyConfig) {
	eleventyConfig.addPreprocessor("drafts", "*", (data, content) => {
		if (data.draft) {
			data.title = `${data.title} (draft)`;
		}
	});
	eleventyConfig.addWatchTarget("content/**/*.{svg,webp}");
	eleventyConfig.addFilter("short", (text) => text.replace(/["'`]{2,}/g, ""));
	eleventyConfig.addPlugin(feedPlugin, {
		type: "atom", // or "rss", "json"
		outputPath: "/feed/feed.xml",
		collection: { name: "posts", limit: 10 },
		metadata: {
			language: "en",
			title: "Harbor",
			subtitle: "What happens at the harbor",
			base: "https://harbor.example/",
			author: { name: "Ann Lee" },
		},
	});
}

export const config = {
	templateFormats: ["md", "njk"],
	dir: {
		input: "content", // default: "."
		includes: "../_includes",
		output: "_site",
	},
};
