import rss from "@11ty/eleventy-plugin-rss";

export default function (config) {
  config.addPlugin(rss);
  config.addShortcode("Img", (options) => `<img src="https://images.example/${options.src}" alt="${options.alt}">`);
  config.addPairedShortcode("aside", (content) => `<aside>${content}</aside>`);
  return { dir: { input: "content", output: "_site", includes: "../_includes", data: "../_data" }, markdownTemplateEngine: "njk" };
}
