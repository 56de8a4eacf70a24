//! Numbers as signs that JSON writes as they are; small ones, which are most, take one sign.

/// All signs: what JSON, HTML and the index itself use in another way is left out.
pub(super) const SIGNS: &[u8; 87] =
    b"!#$%()+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// Signs that end a number; the others say that more follows.
pub(super) const ENDS: usize = 60;

/// Appends a number.
pub(super) fn push(mut number: usize, out: &mut Vec<u8>) {
    while number >= ENDS {
        number -= ENDS;
        let more = SIGNS.len() - ENDS;
        out.push(SIGNS[ENDS + number % more]);
        number /= more;
    }
    out.push(SIGNS[number]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads numbers as the browser does.
    fn read(text: &[u8]) -> Vec<usize> {
        let (mut all, mut number, mut scale) = (Vec::new(), 0, 1);
        for sign in text {
            let digit = SIGNS.iter().position(|other| other == sign).unwrap();
            number += digit * scale;
            scale *= SIGNS.len() - ENDS;
            if digit < ENDS {
                all.push(number);
                (number, scale) = (0, 1);
            }
        }
        all
    }

    #[test]
    fn numbers_come_back() {
        let numbers: Vec<usize> = (0..5000).chain([1 << 20, 1 << 31]).collect();
        let mut text = Vec::new();
        for number in &numbers {
            push(*number, &mut text);
        }
        assert_eq!(read(&text), numbers);
        let mut one = Vec::new();
        push(59, &mut one);
        assert_eq!(one.len(), 1);
    }

    #[test]
    fn signs_need_no_escape() {
        let text = std::str::from_utf8(SIGNS).unwrap();
        assert_eq!(serde_json::to_string(text).unwrap().len(), SIGNS.len() + 2);
        assert!(!text.contains([' ', '*', '<', '>', '&', '\'']));
        let mut sorted = SIGNS.to_vec();
        sorted.dedup();
        assert_eq!(sorted.len(), SIGNS.len());
    }
}
