//! Articles for the apps of `SmartNews` and MSN.

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place;
use crate::validate::row::Place::{Entry, Feed, In};
use crate::validate::row::Row;
use crate::validate::row::Value::{Anything, Children, Nonblank, Planned, Text, WebUrl};
use crate::validate::row::attr;
use crate::validate::row::documented;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// `SmartFormat`. <https://publishers.smartnews.com/hc/en-us/articles/360036526213>
pub static SMARTNEWS: Vocabulary =
    vocabulary(Ns::SMARTNEWS, SMARTNEWS_ROWS).lenient().open_attributes().contains_items();
/// MSN, which was also called Microsoft Start. <https://helpcenter.microsoftstart.com/kb/articles/58-atom-and-rss-code-examples>
pub static MSN: Vocabulary = vocabulary(Ns::MSN, MSN_ROWS).lenient().open_attributes();

const ADVERTISEMENT: &[Place] = &[In("snf:advertisement")];
const MEDIA: &[Place] = &[In("media:content"), In("media:thumbnail"), In("media:group"), Entry];

#[rustfmt::skip]
static SMARTNEWS_ROWS: &[Row] = &[
    //         element                  in             how often   value
    // A logo contains a `url` without a namespace.
    documented("snf:logo",              &[Feed],       ZeroOrOne,  Anything),
    documented("snf:darkModeLogo",      &[Feed],       ZeroOrOne,  Anything),
    documented("snf:analytics",         &[Entry],      Any,        Text),
    documented("snf:video",             &[Entry],      Any,        Text).open_attributes().attributes(&[
        attr("url",        WebUrl).required(),
        attr("caption",    Text),
    ]),
    documented("snf:relatedLink",       &[Entry],      Any,        Text).open_attributes().attributes(&[
        attr("link",       WebUrl).required(),
        attr("title",      Nonblank).required(),
        attr("thumbnail",  WebUrl),
    ]),
    documented("snf:advertisement",     &[Entry],      ZeroOrOne,  Children),
    documented("snf:sponsoredLink",     ADVERTISEMENT, Any,        Text).open_attributes().attributes(&[
        attr("link",       WebUrl).required(),
        attr("title",      Nonblank),
        attr("thumbnail",  WebUrl),
        attr("advertiser", Nonblank),
    ]),
    documented("snf:adcontent",         ADVERTISEMENT, Any,        Text),
];

#[rustfmt::skip]
static MSN_ROWS: &[Row] = &[
    documented("mi:shortTitle",           &[Entry],    ZeroOrOne,  Text),
    documented("mi:dateTimeWritten",      MEDIA,       ZeroOrOne,  Planned),
    documented("mi:hasSyndicationRights", MEDIA,       ZeroOrOne,  Text),
    documented("mi:licenseId",            MEDIA,       ZeroOrOne,  Text),
    documented("mi:licensorName",         MEDIA,       ZeroOrOne,  Text),
    documented("mi:focalRegion",          MEDIA,       ZeroOrOne,  Anything),
];
