//! The artwork of a podcast: finds the file in the folders of the site and checks what Apple requires of it.
//! <https://podcasters.apple.com/support/896-artwork-requirements>

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use crate::value::image_size;

/// Why an image cannot be the artwork of a podcast, and what to do.
pub(crate) struct Unusable {
    pub(crate) why: String,
    pub(crate) help: &'static str,
}

/// The number of bytes that are read to find the size of an image. Photos may have long metadata before it.
const HEAD: u64 = 512 * 1024;

const SMALLEST: u32 = 1400;
const LARGEST: u32 = 3000;

/// The file of the artwork in one of these folders.
pub(crate) fn found(path: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    let path = path.split(['?', '#']).next()?.trim_start_matches('/');
    folders.iter().map(|it| it.join(path)).find(|it| it.is_file())
}

/// Checks the format and the size of an image.
pub(crate) fn check(file: &Path) -> Result<(), Unusable> {
    let unusable = |why: String, help| Err(Unusable { why, help });
    let mut head = Vec::new();
    let opened = File::open(file).and_then(|it| it.take(HEAD).read_to_end(&mut head));
    if let Err(error) = opened {
        return unusable(format!("the artwork cannot be read: {error}"), "check the file");
    }
    let Some(image) = image_size::read(&head) else {
        return unusable(
            "the artwork is not an image".to_owned(),
            "use a JPEG or PNG file of 1400 to 3000 pixels",
        );
    };
    if !matches!(image.media_type, "image/jpeg" | "image/png") {
        return unusable(
            format!(
                "the artwork has the type `{}`, which Apple Podcasts does not show",
                image.media_type
            ),
            "convert it to JPEG or PNG",
        );
    }
    let Some((width, height)) = image.size else { return Ok(()) };
    if width != height {
        return unusable(
            format!("the artwork is not square: {width} by {height} pixels"),
            "crop it to a square of 1400 to 3000 pixels",
        );
    }
    if width < SMALLEST {
        return unusable(
            format!("the artwork is too small: {width} by {height} pixels"),
            "use an image of at least 1400 by 1400 pixels",
        );
    }
    if width > LARGEST {
        return unusable(
            format!("the artwork is too large: {width} by {height} pixels"),
            "reduce it to 3000 by 3000 pixels",
        );
    }
    Ok(())
}
