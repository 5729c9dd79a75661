/** Loads a script of the service later, and only if its content is what the build made. */

/**
 * `import()` checks no hash; a script element does, and what it has loaded is what `import()` of
 * the same address then gives.
 */
export async function loadPart<Part>(told: { url: string; integrity: string }): Promise<Part> {
  const src = new URL(`..${told.url}`, import.meta.url).href;
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const { integrity } = told;
    Object.assign(script, { type: "module", src, integrity, crossOrigin: "anonymous" });
    Object.assign(script, { onload: resolve, onerror: reject });
    document.head.append(script);
  });
  return import(src);
}
