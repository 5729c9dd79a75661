/** Adds the map's styles to the page; resolves when they are there. */
export function styled(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: url, onload: () => resolve(), onerror: reject });
    document.head.append(link);
  });
}
