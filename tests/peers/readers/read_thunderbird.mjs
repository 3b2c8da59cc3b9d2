// Prints the output of Thunderbird's feed parser, one line of JSON per document. THUNDERBIRD is the folder with `FeedParser.sys.mjs`.
// The parser runs with the DOM of jsdom and with stubs for the parts of Thunderbird that it needs.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.cwd()}/`);
const { JSDOM } = require("jsdom");
const folder = process.env.THUNDERBIRD ?? "modules";
const window = new JSDOM("").window;

// A stub for any object: every property exists, and every call does nothing.
const nothing = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => "" : nothing),
  apply: () => nothing,
  construct: () => nothing,
});
const newURI = (text) => {
  const url = new URL(text);
  return { spec: url.href, resolve: (href) => new URL(href, url).href, schemeIs: (name) => url.protocol === `${name}:` };
};
const around = {
  ChromeUtils: {
    defineESModuleGetters(lazy, names) {
      for (const name of Object.keys(names)) Object.defineProperty(lazy, name, { get: () => modules[name] ?? nothing });
    },
    defineLazyGetter(object, name) {
      object[name] = nothing;
    },
    importESModule: () => nothing,
    generateQI: () => nothing,
  },
  Services: { io: { newURI, extractScheme: (text) => text.split(":")[0] }, prefs: nothing, strings: nothing, obs: nothing },
  Cc: nothing, Ci: nothing, Cr: nothing, MailServices: nothing,
  XMLDocument: { isInstance: Boolean }, XMLSerializer: window.XMLSerializer, Node: window.Node, DOMParser: window.DOMParser,
  console: { createInstance: () => nothing },
};
const modules = {};
for (const file of ["FeedUtils", "FeedItem", "FeedParser"]) {
  const source = readFileSync(`${folder}/${file}.sys.mjs`, "utf8");
  const names = [...source.matchAll(/^export (?:function|var|class) (\w+)/gm)].map((it) => it[1]);
  const body = source.replace(/^import .*$/gm, "").replace(/^export /gm, "");
  Object.assign(modules, new Function(...Object.keys(around), `${body}\nreturn { ${names} };`)(...Object.values(around)));
}
const now = "the time of fetching";
modules.FeedUtils.getValidRFC5322Date = (text) => {
  const date = new Date(text || NaN);
  return isNaN(date) ? now : date.toUTCString();
};

function told(bytes) {
  let document;
  try {
    document = new JSDOM(bytes, { contentType: "application/xml" }).window.document;
  } catch (error) {
    return { accepted: false, problem: error.message.split("\n")[0], entries: [] };
  }
  const feed = {
    parseItems: true, url: "https://harbor.example/feed", options: { updates: {} }, invalidateItems() {}, accepted: true,
    onParseError() { this.accepted = false; },
  };
  const items = new modules.FeedParser().parseFeed(feed, document);
  const iso = (date) => (!date || date === now ? date : isNaN(new Date(date)) ? `as it is: ${date}` : new Date(date).toISOString().replace(".000Z", "Z"));
  return {
    accepted: feed.accepted, problem: feed.accepted ? null : "not a valid feed", title: feed.title, link: feed.link,
    entries: items.map((it) => ({
      id: it.id, title: it.title, link: it.url, date: iso(it.date ?? it.mDate), author: String(it.author), summary: it.description, content: it.content,
      enclosures: it.enclosures.map((e) => [e.mURL, e.mContentType, e.mLength]),
    })),
  };
}

for (const file of process.argv.slice(2)) {
  let answer;
  try {
    answer = told(readFileSync(file));
  } catch (error) {
    answer = { accepted: false, problem: `crashed: ${error.message}`, entries: [] };
  }
  console.log(JSON.stringify({ file, ...answer }));
}
