import { readArxivId } from "./arxiv-id.ts";
import { trimUrl } from "./links.ts";

/** A paper as the outside world names it: `id` without version or prefix, a DOI in lower case. */
export type Reference =
  | { readonly kind: "arxiv"; readonly id: string }
  | { readonly kind: "doi"; readonly id: string }
  | { readonly kind: "title"; readonly title: string };

/**
 * What a person typed or pasted, where it is an arXiv id, a DOI, or an address of arXiv, Hugging Face, alphaXiv or
 * doi.org; arXiv's search for a title names that title. Undefined for everything else. Never throws.
 */
export function parseReference(typed: string): Reference | undefined {
  const text = withoutWrapping(typed);
  return byArxivId(text) ?? byDoi(text) ?? byAddress(text);
}

/** Without `<…>`, Slack's `<address|text>`, and the punctuation of the sentence around it. */
function withoutWrapping(typed: string): string {
  const text = trimUrl(typed.trim());
  const inside = /^<([^|>]*)(?:\|[^>]*)?>$/.exec(text)?.[1] ?? text;
  return trimUrl(inside.trim()).replaceAll("&amp;", "&");
}

function byArxivId(text: string): Reference | undefined {
  const id = readArxivId(text);
  return id === undefined ? undefined : { kind: "arxiv", id };
}

function byDoi(text: string): Reference | undefined {
  const id = /^(?:doi:\s*)?(10\.\d{4,9}\/\S+)$/i.exec(text)?.[1]?.toLowerCase();
  if (id === undefined) return undefined;
  // arXiv gives each of its papers a DOI of this form.
  const arxiv = id.startsWith(ARXIV_DOI) ? readArxivId(id.slice(ARXIV_DOI.length)) : undefined;
  return arxiv === undefined ? { kind: "doi", id } : { kind: "arxiv", id: arxiv };
}

const ARXIV_DOI = "10.48550/arxiv.";

function byAddress(text: string): Reference | undefined {
  const url = URL.parse(/^https?:/i.test(text) ? text : `https://${text}`);
  if (url === null) return undefined;
  const path = decoded(url.pathname);
  if (isAt("doi.org", url)) return byDoi(path.slice(1));
  const page = PAGES.find(({ site }) => isAt(site, url))?.path.exec(path)?.[1];
  if (page !== undefined) return byArxivId(page);
  return isAt("arxiv.org", url) ? bySearch(url) : undefined;
}

/** Where sites that go by arXiv's ids keep their pages of a paper. */
const PAGES = [
  { site: "arxiv.org", path: /^\/(?:abs|pdf|html|format|src|e-print|ps)\/(.+?)(?:\.pdf)?\/?$/ },
  { site: "huggingface.co", path: /^\/papers\/(.+?)\/?$/ },
  { site: "hf.co", path: /^\/papers\/(.+?)\/?$/ },
  { site: "alphaxiv.org", path: /^\/(?:abs|overview|pdf|html)\/(.+?)(?:\.pdf)?\/?$/ },
];

/** The address that `searchPage` gives to a paper without a page. */
function bySearch({ pathname, searchParams }: URL): Reference | undefined {
  if (!/^\/search\/?$/.test(pathname) || searchParams.get("searchtype") !== "title") return undefined;
  const title = searchParams.get("query")?.replaceAll('"', "").trim() ?? "";
  return title === "" ? undefined : { kind: "title", title };
}

function isAt(site: string, { hostname }: URL): boolean {
  return hostname === site || hostname.endsWith(`.${site}`);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
