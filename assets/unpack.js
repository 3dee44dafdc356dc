// The one-file edition: the program's files stand in this page, packed (LZMA, as letters), and `fetch` gives
// them by the last part of their address. ECMAScript 2017; no browser unpacks LZMA by itself, which takes a sixth less than the DEFLATE that newer ones do.
(function () {
  "use strict";

  // As LZMA's specification (LZMA SDK, in the public domain) says, for what the build packs: three bits of the byte before
  // tell how likely each bit of a byte is (`lc` 3), its place tells nothing (`lp` 0, `pb` 0).
  function unpack(packed, size) {
    const bytes = new Uint8Array(size);
    let at = 5, range = -1 >>> 0, code = 0;
    for (let index = 1; index < 5; index += 1) code = (code << 8 | packed[index]) >>> 0;

    // How likely a bit is 0, of 2,048, for each place where one is read.
    function chances(count) { return new Uint16Array(count).fill(1024); }

    function narrowed() {
      if (range >= 0x1000000) return;
      if (at >= packed.length) throw new RangeError("the packed file ends too soon");
      range = range << 8 >>> 0;
      code = (code << 8 | packed[at]) >>> 0;
      at += 1;
    }

    function bit(table, place) {
      const chance = table[place], bound = (range >>> 11) * chance;
      const one = code >= bound;
      if (one) {
        range -= bound;
        code -= bound;
        table[place] = chance - (chance >>> 5);
      } else {
        range = bound;
        table[place] = chance + (2048 - chance >>> 5);
      }
      narrowed();
      return one ? 1 : 0;
    }

    // Bits as likely 0 as 1, the highest first.
    function even(count) {
      let value = 0;
      for (; count > 0; count -= 1) {
        range >>>= 1;
        const one = code >= range;
        if (one) code -= range;
        value = value << 1 | one;
        narrowed();
      }
      return value;
    }

    // A number of so many bits, the highest first; then the lowest first.
    function number(table, from, count) {
      let place = 1;
      for (let index = 0; index < count; index += 1) place = place << 1 | bit(table, from + place);
      return place - (1 << count);
    }
    function reversed(table, from, count) {
      let place = 1, value = 0;
      for (let index = 0; index < count; index += 1) {
        const one = bit(table, from + place);
        place = place << 1 | one;
        value |= one << index;
      }
      return value;
    }

    // How many bytes are copied: a choice of three ranges.
    function lengths() { return { choice: chances(2), low: chances(8), middle: chances(8), high: chances(256) }; }
    function length(of) {
      if (!bit(of.choice, 0)) return 2 + number(of.low, 0, 3);
      if (!bit(of.choice, 1)) return 10 + number(of.middle, 0, 3);
      return 18 + number(of.high, 0, 8);
    }

    const literals = chances(8 * 768), copies = chances(12), again = chances(12), long = chances(12);
    const notFirst = chances(12), notSecond = chances(12), notThird = chances(12);
    const slots = chances(256), near = chances(128), aligned = chances(16), fresh = lengths(), repeated = lengths();
    // The last four distances, less 1, and what was read before: below 7 a byte as such was last.
    const last = [0, 0, 0, 0];
    let state = 0, end = 0;

    while (end < size) {
      if (!bit(copies, state)) {
        const from = 768 * (end ? bytes[end - 1] >>> 5 : 0);
        let byte = 1;
        if (state >= 7) {
          // After a copy: what stands where it would have gone on helps to guess, until the first other bit.
          let other = bytes[end - last[0] - 1], same = true;
          while (same && byte < 256) {
            const expected = other >>> 7;
            other = other << 1 & 255;
            const one = bit(literals, from + (1 + expected << 8) + byte);
            byte = byte << 1 | one;
            same = one === expected;
          }
        }
        while (byte < 256) byte = byte << 1 | bit(literals, from + byte);
        bytes[end] = byte;
        end += 1;
        state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
        continue;
      }
      let count = 0;
      if (bit(again, state)) {
        if (!bit(notFirst, state)) {
          if (!bit(long, state)) count = 1;
        } else {
          const which = !bit(notSecond, state) ? 1 : 2 + bit(notThird, state);
          last.unshift(last.splice(which, 1)[0]);
        }
        state = count ? (state < 7 ? 9 : 11) : (state < 7 ? 8 : 11);
        count = count || length(repeated);
      } else {
        count = length(fresh);
        state = state < 7 ? 7 : 10;
        const slot = number(slots, 64 * Math.min(count - 2, 3), 6);
        let distance = slot;
        if (slot >= 4) {
          const bits = (slot >>> 1) - 1;
          distance = (2 | slot & 1) << bits;
          distance += slot < 14 ? reversed(near, distance - slot, bits) : (even(bits - 4) << 4) + reversed(aligned, 0, 4);
        }
        last.unshift(distance);
        last.pop();
      }
      if (last[0] >= end || end + count > size) throw new RangeError("the packed file refers to outside itself");
      for (; count > 0; count -= 1) { bytes[end] = bytes[end - last[0] - 1]; end += 1; }
    }
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

  // A file that stands in the page, by its name.
  function held(name) {
    const script = document.querySelector('script[data-file="' + name + '"]');
    return script && {
      bytes: unpack(unlettered(script.textContent.trim()), Number(script.getAttribute("data-size"))),
      type: script.getAttribute("data-type")
    };
  }

  // The licences of what is in the page are a link of it.
  document.addEventListener("click", function (event) {
    const link = event.target.closest('a[href="./licences.txt"]');
    if (!link) return;
    const file = held("licences.txt");
    link.href = URL.createObjectURL(new Blob([file.bytes], { type: file.type }));
  });

  const elsewhere = window.fetch;
  window.policyMatchFiles = true;
  window.fetch = function (address) {
    const name = String(address).split("/").pop();
    if (!document.querySelector('script[data-file="' + name + '"]')) return elsewhere ? elsewhere.apply(window, arguments) : Promise.reject(new TypeError("no file " + name));
    return new Promise(function (resolve) {
      const file = held(name);
      resolve(new Response(file.bytes, { headers: { "Content-Type": file.type } }));
    });
  };
})();
