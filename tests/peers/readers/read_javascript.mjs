// Prints the output of the packages rss-parser, feedparser and feedsmith, one line of JSON per document.
// `node read_javascript.mjs rss-parser FILE...`, in a folder where the packages are installed.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";

const require = createRequire(`${process.cwd()}/`);
const iso = (date) => (date && !isNaN(date) ? new Date(date).toISOString().replace(".000Z", "Z") : null);

const readers = {
  async "rss-parser"(bytes) {
    const Parser = require("rss-parser");
    const feed = await new Parser().parseString(bytes.toString("utf8"));
    return {
      title: feed.title, link: feed.link, language: feed.language,
      entries: feed.items.map((it) => ({
        id: it.guid ?? it.id, title: it.title, link: it.link, date: it.isoDate?.replace(".000Z", "Z"), author: it.creator ?? it.author,
        summary: it.summary, content: it["content:encoded"] ?? it.content,
        enclosures: it.enclosure ? [[it.enclosure.url, it.enclosure.type, it.enclosure.length]] : [],
      })),
    };
  },
  feedparser(bytes) {
    const FeedParser = require("feedparser").default ?? require("feedparser");
    return new Promise((resolve, reject) => {
      const parser = new FeedParser({});
      const entries = [];
      parser.on("error", reject);
      parser.on("readable", () => {
        for (let it = parser.read(); it; it = parser.read()) {
          entries.push({
            id: it.guid, title: it.title, link: it.link, date: iso(it.pubdate ?? it.date), author: it.author,
            summary: it.summary, content: it.description, enclosures: it.enclosures.map((e) => [e.url, e.type, e.length]),
          });
        }
      });
      parser.on("end", () => resolve({ title: parser.meta?.title, link: parser.meta?.link, language: parser.meta?.language, entries }));
      Readable.from([bytes]).pipe(parser);
    });
  },
  async feedsmith(bytes) {
    const { parseFeed } = require("feedsmith");
    const { format, feed } = parseFeed(bytes.toString("utf8"));
    const items = feed.items ?? feed.entries ?? [];
    const href = (links) => links?.find((l) => !l.rel || l.rel === "alternate")?.href;
    const plain = (value) => (typeof value === "object" ? value?.value ?? JSON.stringify(value) : value);
    return {
      format, title: plain(feed.title), link: feed.link ?? feed.home_page_url ?? href(feed.links), language: feed.language,
      entries: items.map((it) => ({
        id: it.guid?.value ?? it.id, title: plain(it.title), link: it.link ?? it.url ?? href(it.links),
        date: it.pubDate ?? it.published ?? it.updated ?? it.date_published ?? it.dc?.dates?.[0] ?? null,
        author: (it.authors ?? it.dc?.creators)?.map((a) => a.name ?? a).join(", "),
        summary: plain(it.description ?? it.summary), content: plain(it.content?.encoded ?? it.content ?? it.content_html ?? it.content_text),
        enclosures: (it.enclosures ?? it.attachments ?? []).map((e) => [e.url, e.type ?? e.mime_type, e.length]),
      })),
    };
  },
};

const [name, ...paths] = process.argv.slice(2);
for (const file of paths) {
  let answer;
  try {
    answer = { accepted: true, problem: null, ...(await readers[name](readFileSync(file))) };
  } catch (error) {
    answer = { accepted: false, problem: String(error.message ?? error).split("\n")[0], entries: [] };
  }
  console.log(JSON.stringify({ file, ...answer }));
}
