// Sources of pages and widgets in, what browsers get out: bundled, minified, compressed, and listed
// in manifest.json with address and hash. Usage: node build.mjs [SOURCES OUTPUT]
//
// Every file directly in src/ is an asset of pages: its name gets a hash of its content, so that it
// may be kept for a year. Every src/widgets/lahella-*.ts is a script for other people's sites: its
// address never changes. What either loads later (`await import(…)`) is a chunk with a hash.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

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
  splitting: true,
  chunkNames: "static/[name]-[hash]",
  // Browsers of the last three years and the last ones of older phones.
  target: ["chrome109", "firefox115", "safari16"],
  // A picture that a style names stands in the style: a widget knows no address for it.
  loader: { ".png": "dataurl", ".svg": "copy" },
  plugins: [LEAFLET],
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
async function bundled(entryPoints, entryNames) {
  const { metafile } = await build({ ...OPTIONS, entryPoints, entryNames });
  return Object.entries(metafile.outputs)
    .filter(([, made]) => entryPoints.includes(made.entryPoint))
    .map(([path, made]) => [made.entryPoint, path]);
}

/** What templates ask for: the address of an asset, and the hash that embed codes name. */
function asset([source, path]) {
  const name = basename(source).replace(/\.ts$/, ".js");
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
for (const widget of sources("widgets", /^lahella-.+\.ts$/)) {
  // One by one: a widget is a single script, which shares nothing but what it loads later.
  made.push(...(await bundled([widget], "widgets/[name]")));
}
for (const name of readdirSync(OUTPUT, { recursive: true })) {
  if (/\.\w+$/.test(name)) compress(join(OUTPUT, name));
}
// Last: where the manifest is, everything else is.
const manifest = Object.fromEntries(made.map(asset));
writeFileSync(join(OUTPUT, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
