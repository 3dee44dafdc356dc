//! The files that stand in the one-file edition, as `assets/unpack.js` reads them: packed, as letters.

use std::io::Write as _;

use lzma_rust2::{LzmaOptions, LzmaWriter};

/// The one file, in the site's folder.
pub const FILE: &str = "policy-match-offline.html";

/// The element in which a file stands.
///
/// # Errors
///
/// Those of writing to memory.
pub fn element(name: &str, kind: &str, content: &[u8]) -> std::io::Result<String> {
    let (size, text) = (content.len(), lettered(&packed(content)?));
    Ok(format!(
        "<script type=\"text/plain\" data-file=\"{name}\" data-type=\"{kind}\" data-size=\"{size}\">{text}</script>"
    ))
}

/// A page in which the element of one file gives way to another element; nothing where there is none.
pub fn with_element(page: &str, name: &str, element: &str) -> Option<String> {
    let start = page.find(&format!("<script type=\"text/plain\" data-file=\"{name}\""))?;
    let (before, rest) = page.split_at_checked(start)?;
    let (_, after) = rest.split_once("</script>")?;
    Some([before, element, after].concat())
}

/// Packs as LZMA without a header, with the parameters that `assets/unpack.js` reads.
fn packed(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let options = LzmaOptions { lc: 3, lp: 0, pb: 0, ..LzmaOptions::with_preset(9) };
    let mut packed = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    packed.write_all(content)?;
    packed.finish()
}

/// Bytes as letters that can stand in a page, two for 13 bits: a twelfth shorter than base64.
fn lettered(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut count) = (0_u32, 0_u32);
    // Zeros at the end fill up the last pair.
    for &byte in bytes.iter().chain([0, 0].iter()) {
        held |= u32::from(byte).checked_shl(count).unwrap_or_default();
        count = count.saturating_add(8);
        if count >= 13 {
            let bits = held & 0x1fff;
            for digit in [bits % 91, bits / 91] {
                // From "!" on, without "<".
                let code = if digit < 27 { digit.saturating_add(33) } else { digit.saturating_add(34) };
                text.extend(char::from_u32(code));
            }
            held >>= 13;
            count = count.saturating_sub(13);
        }
    }
    text
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    /// As `assets/unpack.js` reads them.
    fn unlettered(text: &str) -> Vec<u8> {
        let digits: Vec<u32> = text.bytes().map(|code| u32::from(code) - if code > 60 { 34 } else { 33 }).collect();
        let (mut held, mut count, mut bytes) = (0, 0, Vec::new());
        for pair in digits.chunks(2) {
            held |= (pair[0] + 91 * pair[1]) << count;
            count += 13;
            while count >= 8 {
                bytes.push(u8::try_from(held & 0xff).unwrap_or_default());
                held >>= 8;
                count -= 8;
            }
        }
        bytes
    }

    #[test]
    fn letters_are_the_bytes_again_and_end_no_script() {
        for size in [0, 1, 2, 12, 13, 14, 1000] {
            let bytes: Vec<u8> = (0..size).map(|at: u32| u8::try_from(at * at * 31 % 256).unwrap_or(255)).collect();
            let text = lettered(&bytes);
            assert!(text.is_ascii() && !text.contains(['<', ' ', '\n']) && text.len().is_multiple_of(2), "{text}");
            assert!(unlettered(&text).starts_with(&bytes), "{size}");
            assert!(text.len() <= (bytes.len() + 3) * 16 / 13 + 2);
        }
    }

    #[test]
    fn one_file_gives_way_to_another() {
        let of = |name: &str| element(name, "text/plain", b"x").expect("packed");
        let page = format!("<p>a</p>{}{}<p>b</p>", of("a-1.bin"), of("a-12.bin"));
        let other = with_element(&page, "a-1.bin", &of("c.bin"));
        assert_eq!(other, Some(format!("<p>a</p>{}{}<p>b</p>", of("c.bin"), of("a-12.bin"))));
        assert_eq!(with_element(&page, "a-2.bin", ""), None);
    }
}
