// UTF-8 for the short texts that pass between the module and JavaScript. Packaging puts these two in place of the globals
// of the same names, which jsdom and older React Native lack.

export class TextEncoder {
  encodeInto(text, view) {
    const bytes = unescape(encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd")));
    for (let index = 0; index < bytes.length; index++) view[index] = bytes.charCodeAt(index);
    return { written: bytes.length };
  }
}

export class TextDecoder {
  decode(bytes = []) {
    let text = "";
    let all = 0;
    for (const byte of bytes) {
      text += String.fromCharCode(byte);
      all |= byte;
    }
    return all < 128 ? text : decodeURIComponent(escape(text));
  }
}
