/** Slack's limits. Sources: docs.slack.dev/reference/block-kit, @slack/types, docs.slack.dev/reference/methods/chat.postMessage. */

/** Blocks of one message. */
export const blocksAtMost = 50;

/** Buttons of one actions block. */
export const buttonsInBlock = 25;

/** Characters of a header block (plain_text). */
export const headerAtMost = 150;

/** Characters on a button. */
export const labelAtMost = 75;

/** Characters of a modal's title, of a text field, of the words at a field; options of a menu. */
export const modalTitleAtMost = 24;
export const textInputAtMost = 3000;
export const hintAtMost = 2000;
export const optionsAtMost = 100;

/** Characters of a button's `value`. */
export const valueAtMost = 2000;

/** Characters of an address, in a button or a link. */
export const urlAtMost = 3000;

/**
 * Characters of all texts of one message. Slack answers `msg_blocks_too_long` to more than it takes and writes no number
 * down; the least that was refused in public reports is 11,341 (slackapi/bolt-js#2867).
 */
export const textAtMost = 10_000;

/** Our own: characters of one card, so that ten cards always fit beside a heading and a footer. */
export const cardAtMost = 900;

/** Our own: characters of the line for a notification. Slack may split a text of over 4,000 characters. */
export const summaryAtMost = 500;
