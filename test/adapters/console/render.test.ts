import fc from "fast-check";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { render } from "#adapters/console/render.ts";
import { plain, type Reply, type Text } from "#src/reply/index.ts";
import { everyAnswer } from "../../contract/every-answer.ts";

const reply = (text: Text): Reply => ({ blocks: [{ kind: "text", text }], outcome: "answered", summary: "" });

describe("the console's renderer", () => {
  it("wraps at its width, breaking only what has no space", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,15}$/), { maxLength: 60 }),
        fc.integer({ min: 20, max: 120 }),
        (words, width) => {
          const { text } = render(reply([words.join(" ")]), { width, colour: false, numbered: true });
          for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
          expect(text.split(/\s+/).filter((word) => word !== "")).toEqual(words);
        },
      ),
    );
  });

  it("lets no text of papers or people control the terminal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (words) => {
        const { text } = render(reply([words, { text: words, bold: true }, { text: words, code: true }]), {
          width: 80,
          colour: false,
          numbered: true,
        });
        expect(text.replaceAll(/[\n\t]/g, "")).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it("says the same with colour and without, apart from stars and backticks", () => {
    const spans: Text = [
      "a ",
      { text: "b", bold: true },
      " ",
      { text: "c", code: true },
      " ",
      { text: "d", mark: true },
      " ",
      { text: "e", url: "https://example.org/" },
    ];
    const draw = (colour: boolean) => render(reply(spans), { width: 80, colour, numbered: true }).text;
    expect(draw(false)).toBe("a b `c` *d* e (https://example.org/)\n");
    expect(stripVTControlCharacters(draw(true))).toBe("a b c d e (https://example.org/)\n");
  });

  it("numbers buttons in the order they stand", () => {
    const button = (label: string) => ({ label, press: "answer", call: { command: "help", args: {} } }) as const;
    const card = {
      id: "x",
      number: 1,
      title: "T",
      url: "https://example.org",
      excerpt: [],
      why: [],
      buttons: [button("More")],
    };
    const drawn = render(
      {
        blocks: [
          { kind: "papers", cards: [card, card] },
          { kind: "buttons", buttons: [button("Next")] },
        ],
        outcome: "answered",
        summary: "",
      },
      { width: 80, colour: false, numbered: true },
    );
    expect(drawn.text.match(/\[\d\] \w+/g)).toEqual(["[1] More", "[2] More", "[3] Next"]);
    expect(drawn.buttons.map(({ label }) => label)).toEqual(["More", "More", "Next"]);
  });

  it("draws every example of every command, and what is none, within its width and with every word and button", async () => {
    const width = 80;
    const folded = (words: string) => words.replaceAll(/[*`]/g, "").replaceAll(/\s+/g, " ").trim();
    for (const { line, reply } of await everyAnswer("console", Number.POSITIVE_INFINITY)) {
      const drawn = render(reply, { width, colour: false, numbered: true });
      const copied = reply.blocks.flatMap((block) => (block.kind === "code" ? block.text.split("\n") : []));
      for (const shown of drawn.text.split("\n")) {
        // A word without a space, a line to copy and a row of buttons stay whole.
        const isWhole = /^ *\S+$/.test(shown) || copied.includes(shown) || /^ *\[\d+\] /.test(shown);
        if (!isWhole) expect(shown.length, `${line}: ${shown}`).toBeLessThanOrEqual(width);
      }
      const text = folded(drawn.text);
      for (const block of reply.blocks) {
        if (block.kind === "text" || block.kind === "notice" || block.kind === "footer") {
          expect(text, line).toContain(folded(plain(block.text)));
        }
        if (block.kind === "papers") for (const { title } of block.cards) expect(text, line).toContain(folded(title));
      }
      const labels = reply.blocks.flatMap((block) => {
        if (block.kind === "buttons") return block.buttons;
        return block.kind === "papers" ? block.cards.flatMap(({ buttons }) => buttons) : [];
      });
      expect(drawn.buttons, line).toEqual(labels);
      expect(drawn.text.match(/\[\d+\] /g) ?? [], line).toHaveLength(labels.length);
    }
  });
});
