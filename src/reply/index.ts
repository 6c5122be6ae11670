export type { Block, Button, Call, Card, Json, Press, Reply } from "./reply.ts";
export { memoryButtonStore, openPayload, pressOf, sealButtons, type ButtonStore } from "./payload.ts";
export { mistakeReply } from "./mistake-reply.ts";
export { numberOf, paperCard, paperLine } from "./paper-card.ts";
export { bold, code, link, plain, quoted, text, type Span, type Text } from "./text.ts";
