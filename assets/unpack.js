// The one-file edition: the program's files stand in this page, packed (DEFLATE, RFC 1951, as letters), and `fetch` gives
// them by the last part of their address. ECMAScript 2017; browsers several years old cannot unpack by themselves.
(function () {
  "use strict";

  // The codes of an alphabet: how many there are of each length, and its symbols in the order of their codes.
  function codes(lengths) {
    const counts = new Uint16Array(16);
    lengths.forEach(function (length) { counts[length] += 1; });
    counts[0] = 0;
    const next = new Uint16Array(16);
    for (let length = 1; length < 16; length += 1) next[length] = next[length - 1] + counts[length - 1];
    const symbols = new Uint16Array(lengths.length);
    lengths.forEach(function (length, symbol) { if (length) { symbols[next[length]] = symbol; next[length] += 1; } });
    return { counts: counts, symbols: symbols };
  }

  // The least length or distance of each symbol, and how many further bits it takes.
  function ladder(first, extra) {
    const least = [];
    extra.forEach(function (bits, index) { least.push(index ? least[index - 1] + (1 << extra[index - 1]) : first); });
    return { least: least, extra: extra };
  }
  const EXTRA_LENGTH = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5];
  const LENGTHS = ladder(3, EXTRA_LENGTH);
  LENGTHS.least.push(258);
  LENGTHS.extra = EXTRA_LENGTH.concat(0);
  const DISTANCES = ladder(1, [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]);
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  function unpack(packed, size) {
    const bytes = new Uint8Array(size);
    let at = 0, end = 0, held = 0, count = 0;

    function bits(wanted) {
      while (count < wanted) {
        if (at >= packed.length) throw new RangeError("the packed file ends too soon");
        held |= packed[at] << count;
        at += 1;
        count += 8;
      }
      const value = held & ((1 << wanted) - 1);
      held >>>= wanted;
      count -= wanted;
      return value;
    }

    function symbol(alphabet) {
      let code = 0, first = 0, index = 0;
      for (let length = 1; length < 16; length += 1) {
        code = (code << 1) | bits(1);
        first <<= 1;
        const here = alphabet.counts[length];
        if (code - first < here) return alphabet.symbols[index + code - first];
        index += here;
        first += here;
      }
      throw new RangeError("the packed file holds no such code");
    }

    function tables() {
      const literals = bits(5) + 257, distances = bits(5) + 1, given = bits(4) + 4;
      const own = new Array(19).fill(0);
      for (let index = 0; index < given; index += 1) own[ORDER[index]] = bits(3);
      const alphabet = codes(own);
      const lengths = [];
      while (lengths.length < literals + distances) {
        const next = symbol(alphabet);
        if (next < 16) { lengths.push(next); continue; }
        const value = next === 16 ? lengths[lengths.length - 1] : 0;
        let times = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7);
        while (times > 0) { lengths.push(value); times -= 1; }
      }
      return [codes(lengths.slice(0, literals)), codes(lengths.slice(literals, literals + distances))];
    }

    function fixed() {
      const lengths = [];
      for (let index = 0; index < 288; index += 1) lengths.push(index < 144 ? 8 : index < 256 ? 9 : index < 280 ? 7 : 8);
      return [codes(lengths), codes(new Array(30).fill(5))];
    }

    let last = 0;
    while (!last) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 0) {
        held = 0;
        count = 0;
        const length = packed[at] | packed[at + 1] << 8;
        bytes.set(packed.subarray(at + 4, at + 4 + length), end);
        at += 4 + length;
        end += length;
        continue;
      }
      const alphabets = kind === 1 ? fixed() : tables();
      for (let next = symbol(alphabets[0]); next !== 256; next = symbol(alphabets[0])) {
        if (next < 256) { bytes[end] = next; end += 1; continue; }
        const length = LENGTHS.least[next - 257] + bits(LENGTHS.extra[next - 257]);
        const step = symbol(alphabets[1]);
        const distance = DISTANCES.least[step] + bits(DISTANCES.extra[step]);
        if (distance > end) throw new RangeError("the packed file refers to before its start");
        for (let copied = 0; copied < length; copied += 1) { bytes[end] = bytes[end - distance]; end += 1; }
      }
    }
    if (end !== size) throw new RangeError("the packed file has another size");
    return bytes;
  }

  // Two letters are 13 bits, the lowest first: of the 93 that ASCII prints, 91 without the "<", which could end the script
  // (xtask/src/offline.rs writes them).
  function unlettered(text) {
    const bytes = new Uint8Array(text.length * 13 >> 4);
    function digit(index) {
      const code = text.charCodeAt(index);
      return code - (code > 60 ? 34 : 33);
    }
    let held = 0, count = 0, end = 0;
    for (let index = 0; index < text.length; index += 2) {
      held |= (digit(index) + 91 * digit(index + 1)) << count;
      count += 13;
      for (; count >= 8; count -= 8) {
        bytes[end] = held;
        end += 1;
        held >>>= 8;
      }
    }
    return bytes;
  }

  const elsewhere = window.fetch;
  window.policyMatchFiles = true;
  window.fetch = function (address) {
    const name = String(address).split("/").pop();
    const held = document.querySelector('script[data-file="' + name + '"]');
    if (!held) return elsewhere ? elsewhere.apply(window, arguments) : Promise.reject(new TypeError("no file " + name));
    return new Promise(function (resolve) {
      const bytes = unpack(unlettered(held.textContent.trim()), Number(held.getAttribute("data-size")));
      resolve(new Response(bytes, { headers: { "Content-Type": held.getAttribute("data-type") } }));
    });
  };
})();
