import { Refusal } from "./refusal.ts";
import { isFields, type Fields } from "./shape.ts";

/** Slack writes no number down; a key and a date are far below this. */
const METADATA_BYTES = 16_000;

/** A message's metadata; throws what chat.postMessage answers to a wrong one. */
export function checkedMetadata(value: unknown): Fields {
  if (!isFields(value)) throw new Refusal("invalid_metadata_format");
  const { event_type: type, event_payload: payload, ...others } = value;
  if (typeof type !== "string" || !isFields(payload)) throw new Refusal("invalid_metadata_format");
  if (!/^\w+$/.test(type) || Object.keys(others).length > 0) throw new Refusal("invalid_metadata_schema");
  if (!Object.values(payload).every(isPayloadValue)) throw new Refusal("invalid_metadata_schema");
  if (Buffer.byteLength(JSON.stringify(value)) > METADATA_BYTES) throw new Refusal("metadata_too_large");
  return value;
}

/** A scalar, a flat object, or a list of flat objects. */
function isPayloadValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isFlat);
  return isScalar(value) || isFlat(value);
}

const isFlat = (value: unknown): boolean => isFields(value) && Object.values(value).every(isScalar);
const isScalar = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);
