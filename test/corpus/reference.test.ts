import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paperPage, parseReference, pdfPage, searchPage } from "#src/corpus/index.ts";
import { arxivIds } from "./ids.ts";

describe("parseReference", () => {
  it.each([
    "2110.11309",
    "2110.11309v2",
    "arXiv:2110.11309",
    "arxiv: 2110.11309v1",
    "https://arxiv.org/abs/2110.11309",
    "http://www.arxiv.org/abs/2110.11309v3",
    "https://export.arxiv.org/pdf/2110.11309v2.pdf",
    "arxiv.org/pdf/2110.11309",
    "www.arxiv.org/html/2110.11309v1#S3.SS1",
    "https://arxiv.org/abs/2110.11309?context=cs.LG",
    "HTTPS://ArXiv.org/abs/2110.11309/",
    "https://arxiv.org/abs/arXiv:2110.11309",
    "https://huggingface.co/papers/2110.11309",
    "hf.co/papers/2110.11309#community",
    "https://www.alphaxiv.org/abs/2110.11309v2",
    "https://alphaxiv.org/overview/2110.11309",
    "alphaxiv.org/pdf/2110.11309.pdf",
    "10.48550/arXiv.2110.11309",
    "https://doi.org/10.48550/arXiv.2110.11309",
    "  <https://arxiv.org/abs/2110.11309>, ",
    "<https://arxiv.org/abs/2110.11309|arxiv.org/abs/2110.11309>",
    "https://arxiv.org/abs/2110.11309).",
    "<2110.11309>",
  ])("is an arXiv id: %s", (typed) => {
    expect(parseReference(typed)).toEqual({ kind: "arxiv", id: "2110.11309" });
  });

  it.each([
    ["cs/0112017", "cs/0112017"],
    ["math.GT/0309136v2", "math/0309136"],
    ["https://arxiv.org/abs/cs/0112017", "cs/0112017"],
    ["arxiv.org/pdf/math/0309136v1.pdf", "math/0309136"],
    ["https://arxiv.org/abs/math.GT/0309136", "math/0309136"],
    ["https://arxiv.org/abs/hep-th%2F9901001", "hep-th/9901001"],
  ])("is an arXiv id of the old form: %s", (typed, id) => {
    expect(parseReference(typed)).toEqual({ kind: "arxiv", id });
  });

  it.each([
    ["10.1109/5.771073", "10.1109/5.771073"],
    ["doi:10.1109/5.771073", "10.1109/5.771073"],
    ["DOI: 10.1109/5.771073.", "10.1109/5.771073"],
    ["https://doi.org/10.1145/ABC", "10.1145/abc"],
    ["http://dx.doi.org/10.1109%2F5.771073", "10.1109/5.771073"],
    ["doi.org/10.1109/5.771073?x=1", "10.1109/5.771073"],
    ["10.1016/S0304-3975(98)00001-2", "10.1016/s0304-3975(98)00001-2"],
    ["<https://doi.org/10.1109/5.771073|the paper>", "10.1109/5.771073"],
    ["10.48550/arxiv.other", "10.48550/arxiv.other"],
  ])("is a DOI: %s", (typed, id) => {
    expect(parseReference(typed)).toEqual({ kind: "doi", id });
  });

  it("is the title of a search for it, as Slack writes such an address too", () => {
    const title = "Fast Model Editing at Scale";
    expect(parseReference(searchPage({ title }))).toEqual({ kind: "title", title });
    expect(parseReference(`<${searchPage({ title }).replaceAll("&", "&amp;")}|search>`)).toEqual({
      kind: "title",
      title,
    });
  });

  it.each([
    "",
    "12",
    "#12",
    "LoTR",
    "Fast Model Editing at Scale",
    "2113.11309",
    "10.1109",
    "arxiv.org",
    "https://arxiv.org/list/cs.LG/recent",
    "https://arxiv.org/abs/",
    "https://arxiv.org/search/?query=editing&searchtype=all",
    "https://arxiv.org/search/?query=%22%22&searchtype=title",
    "https://notarxiv.org/abs/2110.11309",
    "https://example.org/abs/2110.11309",
    "https://huggingface.co/models/2110.11309",
    "https://doi.org/",
    "https://arxiv.org/abs/%E0%A4%A",
    "ftp://arxiv.org/abs/2110.11309",
    "javascript:2110.11309",
    "grokking and 2110.11309",
  ])("is nothing of the kind: %s", (typed) => {
    expect(parseReference(typed)).toBeUndefined();
  });

  it("never throws", () => {
    const pieces = fc.constantFrom(
      "https://",
      "arxiv.org/abs/",
      "doi.org/10.",
      "2110.11309",
      "%E0",
      "<",
      "|",
      ">",
      "/",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: "binary" }))), (parts) => {
        const reference = parseReference(parts.join(""));
        if (reference?.kind === "arxiv") expect(parseReference(reference.id)).toEqual(reference);
      }),
      { numRuns: 1000 },
    );
  });

  it("finds an arXiv id again in every form in which it is written", () => {
    const hosts = fc.constantFrom("arxiv.org", "www.arxiv.org", "export.arxiv.org");
    const wrappings = fc.constantFrom(
      (text: string) => text,
      (text: string) => `<${text}>`,
      (text: string) => `<${text}|here>`,
      (text: string) => ` ${text}, `,
    );
    const forms = fc
      .tuple(hosts, fc.constantFrom("https://", "http://", ""), fc.constantFrom("", "v2"))
      .chain(([host, scheme, version]) =>
        fc.constantFrom(
          (id: string) => id + version,
          (id: string) => `arXiv:${id}${version}`,
          (id: string) => `${scheme}${host}/abs/${id}${version}?x=1#y`,
          (id: string) => `${scheme}${host}/pdf/${id}${version}.pdf`,
          (id: string) => `${scheme}${host}/html/${id}${version}`,
          (id: string) => `${scheme}huggingface.co/papers/${id}`,
          (id: string) => `${scheme}hf.co/papers/${id}`,
          (id: string) => `${scheme}www.alphaxiv.org/overview/${id}${version}`,
          (id: string) => `${scheme}doi.org/10.48550/arXiv.${id}`,
          (id: string) => `doi:10.48550/ARXIV.${id}`,
          (id: string) => paperPage({ arxiv: id }) ?? "",
          (id: string) => pdfPage({ arxiv: id }) ?? "",
        ),
      );
    fc.assert(
      fc.property(arxivIds, forms, wrappings, (id, write, wrap) => {
        expect(parseReference(wrap(write(id)))).toEqual({ kind: "arxiv", id });
      }),
      { numRuns: 500 },
    );
  });

  it("finds a DOI again, bare or in an address", () => {
    const dois = fc
      .tuple(fc.stringMatching(/^\d{4,9}$/), fc.stringMatching(/^[a-z0-9][a-z0-9_;()<>#?%:~-]{0,20}[a-z0-9]$/))
      .map(([prefix, suffix]) => `10.${prefix}/${suffix}`);
    fc.assert(
      fc.property(dois, (id) => {
        const expected = { kind: "doi", id };
        for (const written of [id, `doi:${id}`, `DOI: ${id.toUpperCase()}`, paperPage({ doi: id }) ?? ""])
          expect(parseReference(written)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("finds a title again in the address of a search for it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (words) => {
        const title = words.replaceAll(/["“”]/g, "").trim();
        const expected = title === "" ? undefined : { kind: "title", title };
        expect(parseReference(searchPage({ title }))).toEqual(expected);
      }),
    );
  });
});
