//! What the string of an argument can be: a URL, a picture, a number.

pub(super) fn path(address: &str) -> String {
    address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase()
}

pub(super) fn is_picture(address: &str) -> bool {
    let path = path(address);
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"]
        .iter()
        .any(|it| path.ends_with(it) && path.len() > it.len())
}

pub(super) fn is_recording(address: &str) -> bool {
    let path = path(address);
    [".mp4", ".webm", ".mov", ".mp3", ".ogg", ".m4a", ".wav", ".opus", ".m4v", ".ogv"]
        .iter()
        .any(|it| path.ends_with(it))
}

/// Whether a string can be a URL, and not a variable or a template.
pub(super) fn is_address(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(['{', '}', '<', '>', '\n'])
        && (is_web(text)
            || text.contains(['/', '.'])
            || text.starts_with('#')
            || text.contains('-'))
}

pub(super) fn is_web(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

pub(super) fn is_size(text: &str) -> bool {
    let digits = text.trim_end_matches("px").trim_end_matches('%');
    is_number(digits) || text == "auto"
}
