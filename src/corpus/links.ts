import type { Link } from "./paper.ts";

const CODE_HOSTS = ["github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "huggingface.co"];

/** An address as it stands in a text (LaTeX's escapes too), with what follows it closely; `trimUrl` takes that off. */
export const URL_SOURCE = String.raw`https?:\/\/(?:[^\s{}<>"“”\x60\\]|\\[_%#&~])+`;

/** The http(s) addresses of a text in order, each once. An address at a code host is code, any other a project page. */
export function linksIn(text: string): readonly Link[] {
  const urls = (text.match(new RegExp(URL_SOURCE, "g")) ?? []).map(trimUrl);
  return [...new Set(urls)].flatMap((url) => {
    const host = URL.parse(url)?.hostname;
    return host === undefined ? [] : [{ kind: isCodeHost(host) ? "code" : "project", url }];
  });
}

/** The address without the punctuation of the sentence around it; a closing bracket stays where it was opened. */
export function trimUrl(url: string): string {
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

function isCodeHost(host: string): boolean {
  return CODE_HOSTS.some((known) => host === known || host.endsWith(`.${known}`));
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
