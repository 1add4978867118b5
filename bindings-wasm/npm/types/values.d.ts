/** Free JSON, as the server wrote it: its shape is your identity schema's, your metadata's, your payload's. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- only the caller knows its shape
export type Json = any;

/** A time as the server wrote it, RFC 3339; `new Date(text)` reads it. */
export type Timestamp = string;
