import { z } from "zod";
import { OperatorError } from "#src/errors.ts";
import { readArxivId } from "./arxiv-id.ts";
import type { Paper } from "./paper.ts";
import { foldTitle } from "./title.ts";

/** What a listing does not tell of a paper. */
export type Facts = Pick<Paper, "title" | "authors" | "published" | "arxiv" | "doi" | "venue" | "category" | "url">;

/**
 * The facts in a JSON array of `{title, authors?, published?, arxiv?, doi?, venue?, category?, url?}`; null stands for
 * what is not known, other fields are left out. All of them or none: throws one OperatorError (`facts_damaged`) that
 * names the file, the paper and what is wrong there.
 *
 * @param name how the error calls the file, e.g. its path
 */
export function parseFacts(json: string | Uint8Array, name: string): readonly Facts[] {
  const parsed = schema.safeParse(fromJson(json, name));
  if (!parsed.success) throw damage(name, whatIsWrong(parsed.error));
  const seen = new Set<string>();
  for (const { title } of parsed.data) {
    const folded = foldTitle(title);
    if (seen.has(folded)) throw damage(name, `the title “${title}” stands there twice`);
    seen.add(folded);
  }
  return parsed.data;
}

/** The papers with the facts of the same titles; facts of other titles are left out. */
export function withFacts(papers: readonly Paper[], facts: readonly Facts[]): readonly Paper[] {
  const byTitle = new Map(facts.map(({ title, ...known }) => [foldTitle(title), known]));
  return papers.map((paper) => {
    const known = byTitle.get(foldTitle(paper.title));
    if (known === undefined) return paper;
    const { arxiv, doi } = known;
    const aliases = [
      ...paper.aliases,
      ...(arxiv === undefined ? [] : [`arxiv:${arxiv}`]),
      ...(doi === undefined ? [] : [`doi:${doi}`]),
    ];
    return { ...paper, ...known, aliases };
  });
}

const words = z.string().trim().min(1, "must not be empty");

const schema = z.array(
  z.object({
    title: words,
    authors: z.array(words).min(1, "must not be empty").exactOptional(),
    published: z
      .string()
      .regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/, "must be a date like 2021-10-21")
      .exactOptional(),
    arxiv: z
      .string()
      .transform((written, context) => {
        const id = readArxivId(written);
        if (id === undefined) context.addIssue("must be an arXiv id like 2110.11309");
        return id ?? z.NEVER;
      })
      .exactOptional(),
    doi: z
      .string()
      .regex(/^10\.\d{4,9}\/\S+$/, "must be a DOI like 10.1109/5.771073")
      .toLowerCase()
      .exactOptional(),
    venue: words.exactOptional(),
    category: words.exactOptional(),
    url: z.url({ protocol: /^https?$/, error: "must be an address that begins with https://" }).exactOptional(),
  }),
);

function fromJson(json: string | Uint8Array, name: string): unknown {
  try {
    const text = typeof json === "string" ? json : new TextDecoder("utf-8", { fatal: true }).decode(json);
    // A reviver that returns undefined takes the field away.
    return JSON.parse(text, (_, value: unknown) => value ?? undefined);
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? cause.message.replaceAll(/\s+/g, " ") : "bytes that are not UTF-8";
    throw damage(name, `it is not JSON (${reason})`, cause);
  }
}

function whatIsWrong({ issues }: z.ZodError): string {
  const [index, ...field] = issues[0]?.path ?? [];
  const message = issues[0]?.message ?? "";
  if (typeof index !== "number") return message;
  return [`paper ${index + 1}`, ...(field.length === 0 ? [] : [field.join(".")]), message].join(": ");
}

function damage(name: string, what: string, cause?: unknown): OperatorError {
  return new OperatorError(
    "facts_damaged",
    `${name}: ${what}. Facts are a JSON array of papers by their titles: correct it, or take the file away.`,
    { exitCode: 2, cause },
  );
}
