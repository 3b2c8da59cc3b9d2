//! Characters that a terminal or a page does not show as they are.

/// Whether a character moves the cursor, is invisible, or changes how other characters are displayed. These are the
/// C0 and C1 controls, the format characters (bidirectional controls, joiners, zero-width spaces, tags), the line and
/// paragraph separators, and the blank letters. Source: Unicode 16, general category Cf and the property
/// `Default_Ignorable_Code_Point` (<https://www.unicode.org/Public/16.0.0/ucd/DerivedCoreProperties.txt>), without
/// the variation selectors at the end of emoji.
#[rustfmt::skip]
pub fn is_hidden(it: char) -> bool {
    matches!(it,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}'
        | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
