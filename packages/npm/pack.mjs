// Packs the npm packages: `feedwright`, and one package per platform with the program, which are its optional dependencies.
//
//   node pack.mjs OUT PLATFORM=PROGRAM...
//
// PLATFORM is a name of Node.js, such as linux-x64.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"];

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const manifest = readFileSync(join(root, "Cargo.toml"), "utf8");
const value = (key) => manifest.match(new RegExp(`^${key} = "(.*)"$`, "m"))?.[1];
const common = {
  version: value("version"),
  description: value("description"),
  license: value("license"),
  ...(value("repository") && { repository: { type: "git", url: `git+${value("repository")}.git` } }),
};

const [out, ...programs] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

/** Packs a package with these files, which are copied from the given paths. */
function pack(fields, files) {
  const folder = mkdtempSync(join(tmpdir(), "feedwright-npm-"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...fields, ...common, files: ["bin"] }, null, 2));
  for (const [to, from] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    copyFileSync(from, join(folder, to));
    if (to.startsWith("bin/")) chmodSync(join(folder, to), 0o755);
  }
  const options = { cwd: folder, encoding: "utf8", shell: process.platform === "win32" };
  console.log(join(out, execFileSync("npm", ["pack", "--silent", "--pack-destination", resolve(out)], options).trim()));
  rmSync(folder, { recursive: true });
}

const licenses = Object.fromEntries(["LICENSE-MIT", "LICENSE-APACHE"].map((it) => [it, join(root, it)]));
for (const it of programs) {
  const [platform, program] = it.split("=");
  if (!PLATFORMS.includes(platform)) throw new Error(`there is no platform ${platform}; choose one of ${PLATFORMS.join(", ")}`);
  const [os, cpu] = platform.split("-");
  const binary = `bin/feedwright${os === "win32" ? ".exe" : ""}`;
  pack({ name: `@feedwright/${platform}`, os: [os], cpu: [cpu], preferUnplugged: true }, { [binary]: program, ...licenses });
}
pack(
  {
    name: "feedwright",
    keywords: ["rss", "atom", "jsonfeed", "validator", "podcast"],
    bin: { feedwright: "bin/feedwright.js" },
    engines: { node: ">=18" },
    optionalDependencies: Object.fromEntries(PLATFORMS.map((it) => [`@feedwright/${it}`, common.version])),
  },
  { "bin/feedwright.js": join(here, "launcher.js"), "README.md": join(root, "README.md"), ...licenses },
);
