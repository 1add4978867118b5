// UTF-8 for the short texts that pass between the module and JavaScript: jsdom and older React Native have no
// `TextEncoder` and `TextDecoder`.

/** The text with a replacement in the place of every half of a pair. */
export const wellFormed = (text) => text.replace(/[\ud800-\udfff]/gu, "\ufffd");

export const decode = (bytes) => {
  let text = "";
  let all = 0;
  for (const byte of bytes) {
    text += String.fromCharCode(byte);
    all |= byte;
  }
  return all < 128 ? text : decodeURIComponent(escape(text));
};
