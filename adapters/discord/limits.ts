/** Discord's limits, in characters unless named otherwise. Sources: discord-api-docs (the page in brackets), its OpenAPI file (OAS). */

/** All text displays of one message together [components/reference]. */
export const messageText = 4000;
/** Nested components and accessories count too [components/reference]. */
export const messageComponents = 40;
/** [components/reference] */
export const rowButtons = 5;
export const buttonLabel = 80;
export const buttonUrl = 512;
export const customId = 100;
/** A form, whose labels are as long as its title [components/reference, interactions/receiving-and-responding]. */
export const modalTitle = 45;
export const modalFields = 5;
export const modalText = 4000;

/** Messages a page of history [resources/message]. */
export const historyPage = 100;

/** [interactions/application-commands] */
export const choices = 25;
export const choiceText = 100;
export const description = 100;
/** The most that `max_length` may say. */
export const optionText = 6000;

/** Our own: a title or a reason longer than this takes the place of other papers. */
export const cardTitle = 300;
export const cardWhy = 200;
/** Our own: a key of an edition (delivery: at most 24 characters of base32). */
export const key = 24;
