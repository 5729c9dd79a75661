// What sources may import beside code, as plugins of esbuild:
//   "messages:form.,results.one"  texts of the tables by key, or by what keys begin with: {fi: {…}, …}
//   "style:./widget.css"          a bundled style as a text, for style sheets made by a script
//   "towns:named"                 municipalities as [Finnish name, Swedish name, lat, lon]
//   "part:map_part"               the address and hash of a script that a widget loads later
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const TEXTS = join(PROJECT, "search_service", "data", "page_messages.tsv");
const TAXONOMY = join(PROJECT, "indexers", "data", "taxonomy.tsv");
const MUNICIPALITIES = join(PROJECT, "geo", "data", "municipalities.csv");
const LANGUAGES = ["fi", "sv", "en"];
const REM = 16; // pixels

/** An import whose name begins with `kind:`, made by `load(rest, folder of the importer)`. */
function virtual(kind, load) {
  return {
    name: kind,
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: new RegExp(`^${kind}:`) }, ({ path, resolveDir }) => ({
        path: path.slice(kind.length + 1),
        namespace: kind,
        pluginData: resolveDir,
      }));
      onLoad({ filter: /.*/, namespace: kind }, ({ path, pluginData }) => load(path, pluginData));
    },
  };
}

/** Rows of a table as {column: cell}. */
function rows(path, between = "\t") {
  const lines = readFileSync(path, "utf-8").split("\n");
  const [names, ...cells] = lines
    .filter((line) => line.trim() && !line.startsWith("#"))
    .map((line) => line.split(between));
  return cells.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""])));
}

export const messages = virtual("messages", (wanted) => {
  const all = [
    ...rows(TEXTS),
    ...rows(TAXONOMY).map((row) => ({ ...row, key: `${row.list}.${row.code}` })),
  ];
  const chosen = wanted.split(",").flatMap((name) => {
    const found = all.filter(({ key }) =>
      name.endsWith(".") ? key.startsWith(name) : key === name,
    );
    if (!found.length) throw new Error(`no text has the key ${name}`);
    return found;
  });
  const told = LANGUAGES.map((lang) => [
    lang,
    Object.fromEntries(chosen.map((row) => [row.key, row[lang] || row.fi])),
  ]);
  return {
    contents: JSON.stringify(Object.fromEntries(told)),
    loader: "json",
    watchFiles: [TEXTS, TAXONOMY],
  };
});

export const towns = virtual("towns", () => {
  const named = rows(MUNICIPALITIES, ",").map((row) => [
    row.name_fi,
    row.name_sv,
    Number(Number(row.lat).toFixed(3)),
    Number(Number(row.lon).toFixed(3)),
  ]);
  return { contents: JSON.stringify(named), loader: "json", watchFiles: [MUNICIPALITIES] };
});

export const styleText = virtual("style", async (path, folder) => {
  const { outputFiles } = await build({
    entryPoints: [resolve(folder, path)],
    bundle: true,
    minify: true,
    write: false,
    loader: { ".png": "dataurl" },
    logLevel: "warning",
  });
  // Another site's root may have any text size; pixels are the same everywhere.
  const contents = outputFiles[0].text.replace(/(?<![\w#-])(\d*\.?\d+)rem\b/g, (_, size) => {
    return `${Number((size * REM).toFixed(2))}px`;
  });
  return { contents, loader: "text" };
});

/** `parts`: name → {url, integrity} of what is built already. */
export function part(parts) {
  return virtual("part", (name) => ({
    contents: JSON.stringify(parts[`${name}.js`]),
    loader: "json",
  }));
}
