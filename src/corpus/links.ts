import type { Link } from "./paper.ts";

/** An address in a text. */
export interface Address {
  /** Where it begins. */
  readonly start: number;
  /** As it stands there, LaTeX's escapes and blanks too. */
  readonly text: string;
  readonly url: string;
}

/**
 * The addresses of a text as links, each once. An address at a code host is code, but for its first page, which is
 * nobody's; any other is a project page.
 */
export function linksIn(text: string): readonly Link[] {
  const urls = new Set(addressesIn(text).map(({ url }) => url));
  return [...urls].flatMap((url): Link[] => {
    const { hostname, pathname } = new URL(url);
    if (!isCodeHost(hostname)) return [{ kind: "project", url }];
    return pathname === "/" ? [] : [{ kind: "code", url }];
  });
}

/**
 * The addresses of a text in order: with http(s), and without where it is a host of code or of project pages, or begins
 * with `www.`. One that a blank broke is whole again where nothing else can be meant: `https: //github.com/ a/b`.
 */
export function addressesIn(text: string): readonly Address[] {
  if (!MAY_HAVE_ADDRESS.test(text)) return [];
  return Array.from(text.matchAll(ADDRESS)).flatMap((match) => {
    const whole = trimUrl(match[0]);
    const url = urlOf(whole);
    // What has no dot in its host is only the beginning of an address.
    return /[^.]\.[^.]|\[/.test(URL.parse(url)?.hostname ?? "") ? [{ start: match.index, text: whole, url }] : [];
  });
}

/** A cheap look before the long one. */
const MAY_HAVE_ADDRESS = /:\s?\/|www\.|\.\s?(?:com|org|io|co|science|space|app|dev)(?![a-z])/i;

const CODE_HOSTS = [
  "github.com",
  "gitlab.com",
  "bitbucket.org",
  "codeberg.org",
  "huggingface.co",
  "hf.co",
  "anonymous.4open.science",
];
/** Hosts that give every project a name of its own. */
const PAGE_HOSTS = ["github.io", "gitlab.io", "readthedocs.io", "hf.space", "netlify.app", "vercel.app", "pages.dev"];
/** Hosts where every project has a path. */
const PATH_HOSTS = [...CODE_HOSTS, "sites.google.com", "zenodo.org", "osf.io"];

/** Kana, Chinese characters, Hangul. */
const LETTERS = String.raw`\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF`;
/**
 * A character of an address, LaTeX's escapes too. Chinese and Japanese write on without a space, so that their letters
 * belong to it only where a part of it begins with them.
 */
const CHARACTER = String.raw`(?:[^\s{}<>|"“”\x60\\\u3000-\u303F\uFF00-\uFF65${LETTERS}]|\\[_%#&~]|(?<=[\/=?&#${LETTERS}])[${LETTERS}])`;
const LABEL = "[a-z0-9-]{1,63}";
/** Also where it lost a letter, its colon or a slash, or a blank came into it. */
const SCHEME = String.raw`h?ttps?\s?:?\s?\/\/?\s?`;
const BEGINNING = String.raw`(?<![\w@.\/-])`;

/** With a blank before it (`/ owner/name`) or within it (`owner /name`). */
const PATH = String.raw`\s?\/(?:\s(?!and\/or)(?=[\w.-]+\/[\w.-]{2}))?(?=[\w~@])(?:[\w.-]+\s(?=\/\w))?${CHARACTER}*`;
const PAGE = String.raw`(?:${alternatives(PAGE_HOSTS)})(?![\w-])(?:\/(?:\s(?=[\w-]+\/(?!\w)))?${CHARACTER}*)?`;

const ADDRESS = new RegExp(
  [
    String.raw`${BEGINNING}(?:${SCHEME})?(?:${LABEL}\.){0,3}(?:(?:${alternatives(PATH_HOSTS)})${PATH}|(?<=\w\.)${PAGE})`,
    String.raw`${BEGINNING}${SCHEME}${LABEL}\s?\.\s?${PAGE}`,
    String.raw`https?:\/\/(?!\w*https?:)${CHARACTER}+`,
    String.raw`${BEGINNING}www\.(?:${LABEL}\.){1,4}[a-z]{2,24}(?![\w-])(?:[\/?#:]${CHARACTER}*)?`,
  ].join("|"),
  "gi",
);

/** A blank may stand around the last dot. */
function alternatives(hosts: readonly string[]): string {
  return hosts.map((host) => host.replaceAll(".", String.raw`\s?\.\s?`)).join("|");
}

/** The address as it was meant: with a scheme, without blanks, LaTeX's escapes and the dollars of `github$.$com`. */
function urlOf(text: string): string {
  const scheme = /^h?ttps?\s?:?\s?\/\/?\s?/i.exec(text)?.[0] ?? "";
  const isPlain = scheme !== "" && !/s/i.test(scheme);
  const rest = text.slice(scheme.length).replaceAll(/\s|\\(?=[_%#&~])/g, "");
  return `${isPlain ? "http" : "https"}://${rest.replace(/^[^/]*/, (host) => host.replaceAll("$", ""))}`;
}

/** The address without the punctuation of the sentence around it; a closing bracket stays where it was opened. */
export function trimUrl(whole: string): string {
  const url = whole.replace(NEXT, "");
  const opened = { ")": count(url, "("), "]": count(url, "[") };
  const closed = { ")": count(url, ")"), "]": count(url, "]") };
  let end = url.length;
  for (; end > 0; end -= 1) {
    const last = url.charAt(end - 1);
    if (last === ")" || last === "]") {
      if (closed[last] <= opened[last]) break;
      closed[last] -= 1;
    } else if (!/[.,;:!?'’»…]/.test(last)) break;
  }
  return url.slice(0, end);
}

/** What follows it without a space: the address of a link in Markdown, another address. */
const NEXT = /(?:\]\(|[,;)\]]https?:).*$/is;

function isCodeHost(host: string): boolean {
  return host.startsWith("gitlab.") || CODE_HOSTS.some((known) => host === known || host.endsWith(`.${known}`));
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
