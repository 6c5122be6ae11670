export type { Block, Button, Call, Card, Json, Press, Reply } from "./reply.ts";
export { bold, code, link, plain, text, type Span, type Text } from "./text.ts";
