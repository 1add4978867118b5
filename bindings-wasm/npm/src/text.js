// Texts of the module, in UTF-8, and of callers: jsdom and older React Native have no `TextEncoder` and `TextDecoder`.

/** The text with a replacement in the place of every half of a pair. */
export const wellFormed = (text) => text.replace(/[\ud800-\udfff]/gu, "\ufffd");

const decode = (bytes) => {
  let text = "";
  let all = 0;
  for (const byte of bytes) {
    text += String.fromCharCode(byte);
    all |= byte;
  }
  return all < 128 ? text : decodeURIComponent(escape(text));
};

/** What reads constants out of the memory of a WebAssembly module, each once. */
export const reader = (memory) => {
  const words = new Map();
  return (start, length) => {
    const place = start * 65536 + length;
    let text = words.get(place);
    if (text === undefined) words.set(place, (text = decode(new Uint8Array(memory.buffer, start, length))));
    return text;
  };
};
