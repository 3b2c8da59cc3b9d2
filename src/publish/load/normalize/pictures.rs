//! The picture of an article, with its alternative text, caption and credit.

use crate::publish::article::Image;
use crate::publish::load::front_matter::tree::Value;
use crate::publish::load::normalize::Found;
use crate::publish::load::normalize::Reader;
use crate::publish::load::normalize::values::image;
use crate::publish::load::normalize::values::one_line;
use crate::publish::load::normalize::values::truth;

impl Reader<'_, '_> {
    pub(super) fn image(&mut self, found: &Found) {
        if self.out.article.image.as_ref().is_some_and(|it| !it.url.is_empty()) {
            return;
        }
        let image = match &found.node.value {
            Value::List(items) => items.first().and_then(image),
            // The parts of a map were collected as `image.url` and so on.
            Value::Map(_) | Value::Empty => return,
            Value::Scalar { .. } => image(found.node),
        };
        if let Some(image) = image.filter(|it| truth(&it.url).is_none()) {
            self.out.article.image = Some(image);
            self.pictured = Some(found.name());
            self.origin("image", found);
        }
    }

    pub(super) fn picture(
        &mut self,
        found: &Found,
        slot: impl Fn(&mut Image) -> &mut Option<String>,
    ) {
        // This belongs to another picture: the URL came from `images`, but this is `cover.alt`.
        if self.pictured.is_some_and(|it| it != found.name())
            && self.pictures.contains(&found.name())
        {
            return;
        }
        let Some(text) = found.node.text() else { return };
        let image = self.out.article.image.get_or_insert_default();
        slot(image).get_or_insert_with(|| one_line(text));
    }
}
