// Sources of pages and widgets in, what browsers get out: bundled, minified, compressed, and listed
// in manifest.json with address and hash. Usage: node build.mjs [SOURCES OUTPUT]
//
// Every file directly in src/ is an asset of pages: its name gets a hash of its content, so that it
// may be kept for a year. What it loads later (`await import(…)`) is a chunk with a hash. Every
// src/widgets/lahella-*.ts is a script for other people's sites, at an address that never changes
// and at one with a hash. Every src/widgets/*_part.ts is what a widget loads later, by its hash.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { messages, part, styleText, towns } from "./build_imports.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const [SOURCES, OUTPUT] = [join(HERE, "src"), join(HERE, "built")].map((folder, at) =>
  resolve(process.argv[at + 2] ?? folder),
);
// Leaflet's modern module, which its package.json does not name: the old one has no named exports.
const LEAFLET = {
  name: "leaflet",
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^leaflet$/ }, ({ kind, resolveDir }) =>
      resolve("leaflet/dist/leaflet-src.esm.js", { kind, resolveDir }),
    ),
};
const OPTIONS = {
  absWorkingDir: SOURCES,
  outdir: OUTPUT,
  bundle: true,
  minify: true,
  metafile: true,
  format: "esm",
  charset: "utf8", // modules always are
  splitting: true,
  chunkNames: "static/[name]-[hash]",
  // Browsers of the last three years and the last ones of older phones.
  target: ["chrome109", "firefox115", "safari16"],
  // A picture that a style names stands in the style: a widget knows no address for it.
  loader: { ".png": "dataurl", ".svg": "copy" },
  plugins: [LEAFLET, messages, towns, styleText],
  logLevel: "warning",
};

/** Files of a folder of the sources by a pattern, sorted, with the folder before the name. */
function sources(folder, pattern) {
  const path = join(SOURCES, folder);
  const names = existsSync(path) ? readdirSync(path) : [];
  return names
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Builds entries that may share chunks; [source, output] of each, both relative to SOURCES. */
async function bundled(entryPoints, entryNames, ...plugins) {
  const options = { ...OPTIONS, plugins: [...OPTIONS.plugins, ...plugins] };
  const { metafile } = await build({ ...options, entryPoints, entryNames });
  return Object.entries(metafile.outputs)
    .filter(([, made]) => entryPoints.includes(made.entryPoint))
    .map(([path, made]) => [made.entryPoint, path]);
}

/** The same script under a name with a hash of its content: what embed codes with integrity name. */
function versioned([source, path]) {
  const plain = readFileSync(resolve(SOURCES, path));
  const hash = createHash("sha256").update(plain).digest("hex").slice(0, 12);
  const copy = join("static", `${basename(source, ".ts")}-${hash}.js`);
  mkdirSync(join(OUTPUT, "static"), { recursive: true });
  writeFileSync(join(OUTPUT, copy), plain);
  return [`versioned/${basename(source)}`, join(OUTPUT, copy)];
}

/** What templates ask for: the address of an asset, and the hash that embed codes name. */
function asset([source, path]) {
  const name = source.replace(/^widgets\//, "").replace(/\.ts$/, ".js");
  const file = resolve(SOURCES, path);
  const digest = createHash("sha384").update(readFileSync(file)).digest("base64");
  return [name, { url: file.slice(OUTPUT.length), integrity: `sha384-${digest}` }];
}

/** Puts name.br and name.gz beside every file that they make smaller. */
function compress(file) {
  const plain = readFileSync(file);
  const quality = { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  const smaller = {
    br: brotliCompressSync(plain, { params: quality }),
    gz: gzipSync(plain, { level: 9 }),
  };
  for (const [ending, packed] of Object.entries(smaller)) {
    if (packed.length < plain.length) writeFileSync(`${file}.${ending}`, packed);
  }
}

rmSync(OUTPUT, { recursive: true, force: true });
const made = await bundled(sources("", /\.(ts|css|svg)$/), "static/[name]-[hash]");
// One by one: a widget is a single script, which shares nothing; so is a part, whose hash it holds.
for (const later of sources("widgets", /_part\.ts$/)) {
  made.push(...(await bundled([later], "static/[name]-[hash]")));
}
const parts = Object.fromEntries(made.map(asset));
for (const widget of sources("widgets", /^lahella-.+\.ts$/)) {
  const [built] = await bundled([widget], "widgets/[name]", part(parts));
  made.push(built, versioned(built));
}
for (const name of readdirSync(OUTPUT, { recursive: true })) {
  if (/\.\w+$/.test(name)) compress(join(OUTPUT, name));
}
// Last: where the manifest is, everything else is.
const manifest = Object.fromEntries(made.map(asset));
writeFileSync(join(OUTPUT, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
