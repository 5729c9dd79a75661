/** Elements from texts: nothing is ever inserted as HTML, so that no text can become more. */

/** An element with a class and children; texts stay texts. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name = "",
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
}

// As indexers/plain_text.py: they hide or reorder text.
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u2028\u2029]|[\u{e0000}-\u{e007f}]|\p{Cc}/gu;
const ENTITIES: Record<string, string> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
  "&#39;": "'",
  "&amp;": "&",
};

/** The texts and marks of a `*_marked` field: escaped HTML with <mark>. Nothing parses it as HTML. */
export function markedNodes(html: string): Node[] {
  return html.split(/(<mark>.*?<\/mark>)/s).map((piece) => {
    const within = /^<mark>(.*)<\/mark>$/s.exec(piece);
    return within
      ? element("mark", "", plain(within[1] ?? ""))
      : document.createTextNode(plain(piece));
  });
}

/** A text without characters that hide or reorder it. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (one) => (/\s/.test(one) ? " " : ""));
}

function plain(html: string): string {
  return visible(html.replace(/&(?:lt|gt|quot|#x27|#39|amp);/g, (one) => ENTITIES[one] ?? one));
}
