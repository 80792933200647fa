/** Values across machines: to the wire and back. */
export { arrivedOutput, deserialize, deserializeError, type Source } from './deserialize.ts';
export { serialize, serializeError, serializeRecord } from './serialize.ts';
export type { Wire, WireError } from './wire.ts';
