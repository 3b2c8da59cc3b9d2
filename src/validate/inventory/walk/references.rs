//! The references from a document to files and other documents.

use crate::text::span::Span;
use crate::validate::inventory::resource::REFERENCES;
use crate::validate::inventory::resource::RELATIONS;
use crate::validate::inventory::resource::Reference;
use crate::validate::inventory::resource::Resource;
use crate::validate::inventory::resource::ResourceKind;
use crate::validate::inventory::resource::Where;
use crate::validate::inventory::stylesheet;
use crate::validate::inventory::walk::Frame;
use crate::validate::inventory::walk::MAX_URL;
use crate::validate::inventory::walk::Walker;
use crate::validate::inventory::written::Written;
use crate::validate::markup::name::Ns;
use crate::validate::row::Place;
use crate::value::link_relation;

impl<'s> Walker<'s> {
    /// The resource that an element refers to.
    pub(super) fn resource(
        &self,
        frame: &Frame<'s>,
        parent: Option<&Frame<'s>>,
        value: &(Written, bool),
    ) -> Option<Resource> {
        if frame.name.local == "link" && matches!(frame.name.ns, Ns::ATOM | Ns::ATOM03) {
            return self.atom_link(frame, parent?);
        }
        let is_here = |it: &&Reference| {
            it.ns == frame.name.ns
                && it.local == frame.name.local
                && it.parent.is_none_or(|place| {
                    parent.and_then(|it| it.row).is_some_and(|row| place.is_inside(row))
                })
        };
        let reference = REFERENCES.iter().find(is_here)?;
        let url = match reference.url {
            Where::Attribute(name) => self.attribute(frame, Ns::NONE, name)?,
            Where::Text => value.0.clone(),
        };
        let of = |name: &str| self.attribute(frame, Ns::NONE, name).filter(|_| !name.is_empty());
        let mut resource = self.of_url(reference.kind, frame, &url)?;
        resource.media_type = of(reference.media_type);
        resource.length = of(reference.length);
        (resource.width, resource.height) = (of("width"), of("height"));
        if reference.kind == ResourceKind::AlternateEnclosure
            && let Some(parent) = parent
        {
            let of = |name: &str| self.attribute(parent, Ns::NONE, name);
            resource.media_type = resource.media_type.or_else(|| of("type"));
            resource.length = of("length");
        }
        Some(resource)
    }

    fn atom_link(&self, frame: &Frame<'s>, parent: &Frame<'s>) -> Option<Resource> {
        let role = parent.role()?;
        let rel = self.attribute(frame, Ns::NONE, "rel")?;
        let rel = link_relation::name(&rel.text);
        let kind = RELATIONS.iter().find(|it| it.0.eq_ignore_ascii_case(rel))?.1;
        let is_of_feed = !matches!(kind, ResourceKind::Enclosure | ResourceKind::Feed);
        if !matches!(role, Place::Feed | Place::Entry) || (is_of_feed && role != Place::Feed) {
            return None;
        }
        let mut resource = self.of_url(kind, frame, &self.attribute(frame, Ns::NONE, "href")?)?;
        resource.media_type = self.attribute(frame, Ns::NONE, "type");
        resource.length = self.attribute(frame, Ns::NONE, "length");
        Some(resource)
    }

    /// The resource that an object of JSON refers to: an attachment or a hub.
    pub(super) fn of_object(&self, frame: &Frame<'s>) -> Option<Resource> {
        let kind = match frame.role()? {
            Place::In("attachment") => ResourceKind::Enclosure,
            Place::In("hub") => ResourceKind::Hub,
            _ => return None,
        };
        let member =
            |name: &str| frame.members.iter().find(|it| it.0 == name).map(|it| it.1.clone());
        let mut resource = self.of_url(kind, frame, &member("url")?)?;
        resource.media_type = member("mime_type");
        resource.length = member("size_in_bytes");
        Some(resource)
    }

    fn of_url(&self, kind: ResourceKind, frame: &Frame<'s>, url: &Written) -> Option<Resource> {
        let usable = !url.text.is_empty() && url.text.len() <= MAX_URL;
        usable.then(|| Resource {
            kind,
            url: self.resolve(&url.text),
            span: url.span,
            name: frame.row.map_or(String::new(), |it| it.name.to_owned()),
            ..Resource::default()
        })
    }

    /// Records the stylesheet that an instruction refers to.
    pub(super) fn instruction(&mut self, span: Span) {
        if !self.frames.is_empty() {
            return;
        }
        let Some(href) = stylesheet::attribute(self.source, span, "href") else { return };
        // A fragment leads to an element of the document itself.
        if href.text.starts_with('#') || href.text.is_empty() || href.text.len() > MAX_URL {
            return;
        }
        self.found.resources.push(Resource {
            kind: ResourceKind::Stylesheet,
            url: self.resolve(&href.text),
            span: href.span,
            path: "/".to_owned(),
            name: "xml-stylesheet".to_owned(),
            media_type: stylesheet::attribute(self.source, span, "type"),
            ..Resource::default()
        });
    }
}
