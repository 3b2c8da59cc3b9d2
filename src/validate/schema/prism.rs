//! PRISM: the metadata of journals and magazines, in versions 1.2 to 3.0.
//! <https://www.w3.org/submissions/2020/SUBM-prism-20200910/prism-basic.html>

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::Any;
use crate::validate::row::Place::{Entry, Feed};
use crate::validate::row::Row;
use crate::validate::row::Value;
use crate::validate::row::Value::{Anything, Planned, Text};
use crate::validate::row::row;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Journals and their articles. All versions have the same elements, apart from those that later versions added.
pub static PRISM: Vocabulary = vocabulary(Ns::PRISM, ROWS).lenient().open_attributes();

/// PRISM describes resources in general, so an element may describe the feed or an entry.
const fn prism(name: &'static str, value: Value) -> Row {
    row(name, &[Feed, Entry], Any, value).open_attributes()
}

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //    element                           value
    prism("prism:academicField",             Text),
    prism("prism:aggregateIssueNumber",      Text),
    prism("prism:aggregationType",           Text),
    prism("prism:alternateTitle",            Text),
    prism("prism:blogTitle",                 Text),
    prism("prism:bookEdition",               Text),
    prism("prism:byteCount",                 Text),
    prism("prism:channel",                   Text),
    prism("prism:complianceProfile",         Text),
    prism("prism:contentType",               Text),
    prism("prism:copyrightYear",             Text),
    prism("prism:corporateEntity",           Text),
    prism("prism:coverDisplayDate",          Text),
    prism("prism:device",                    Text),
    prism("prism:distributor",               Text),
    prism("prism:doi",                       Text),
    prism("prism:edition",                   Text),
    prism("prism:eIssn",                     Text),
    prism("prism:endingPage",                Text),
    prism("prism:event",                     Text),
    prism("prism:genre",                     Text),
    prism("prism:industry",                  Text),
    prism("prism:isbn",                      Text),
    prism("prism:issn",                      Text),
    prism("prism:issueIdentifier",           Text),
    prism("prism:issueName",                 Text),
    prism("prism:issueTeaser",               Text),
    prism("prism:issueType",                 Text),
    prism("prism:keyword",                   Text),
    prism("prism:location",                  Text),
    prism("prism:nationalCatalogNumber",     Text),
    prism("prism:number",                    Text),
    prism("prism:object",                    Text),
    prism("prism:onSaleDay",                 Text),
    prism("prism:organization",              Text),
    prism("prism:originPlatform",            Text),
    prism("prism:pageCount",                 Text),
    prism("prism:pageProgressionDirection",  Text),
    prism("prism:pageRange",                 Text),
    prism("prism:person",                    Text),
    prism("prism:platform",                  Text),
    prism("prism:productCode",               Text),
    prism("prism:profession",                Text),
    prism("prism:publicationDisplayDate",    Text),
    prism("prism:publicationName",           Text),
    prism("prism:publishingFrequency",       Text),
    prism("prism:rating",                    Text),
    prism("prism:samplePageRange",           Text),
    prism("prism:section",                   Text),
    prism("prism:sellingAgency",             Text),
    prism("prism:seriesNumber",              Text),
    prism("prism:seriesTitle",               Text),
    prism("prism:sport",                     Text),
    prism("prism:startingPage",              Text),
    prism("prism:subchannel1",               Text),
    prism("prism:subchannel2",               Text),
    prism("prism:subchannel3",               Text),
    prism("prism:subchannel4",               Text),
    prism("prism:subsection1",               Text),
    prism("prism:subsection2",               Text),
    prism("prism:subsection3",               Text),
    prism("prism:subsection4",               Text),
    prism("prism:subtitle",                  Text),
    prism("prism:supplementDisplayID",       Text),
    prism("prism:supplementStartingPage",    Text),
    prism("prism:supplementTitle",           Text),
    prism("prism:teaser",                    Text),
    prism("prism:ticker",                    Text),
    prism("prism:timePeriod",                Text),
    prism("prism:uspsNumber",                Text),
    prism("prism:versionIdentifier",         Text),
    prism("prism:volume",                    Text),
    prism("prism:wordCount",                 Text),

    // They may be in the future.
    prism("prism:coverDate",                 Planned),
    prism("prism:creationDate",              Planned),
    prism("prism:dateReceived",              Planned),
    prism("prism:embargoDate",               Planned),
    prism("prism:expirationDate",            Planned),
    prism("prism:killDate",                  Planned),
    prism("prism:modificationDate",          Planned),
    prism("prism:offSaleDate",               Planned),
    prism("prism:onSaleDate",                Planned),
    prism("prism:publicationDate",           Planned),

    // Their URL is the text or in an attribute.
    prism("prism:blogURL",                   Anything),
    prism("prism:hasAlternative",            Anything),
    prism("prism:hasCorrection",             Anything),
    prism("prism:hasTranslation",            Anything),
    prism("prism:isAlternativeOf",           Anything),
    prism("prism:isCorrectionOf",            Anything),
    prism("prism:isTranslationOf",           Anything),
    prism("prism:link",                      Anything),
    prism("prism:url",                       Anything),

    // Earlier versions had these.
    prism("prism:category",                  Anything),
    prism("prism:copyright",                 Anything),
    prism("prism:distribution",              Anything),
    prism("prism:eLocator",                  Anything),
    prism("prism:hasFormat",                 Anything),
    prism("prism:hasPart",                   Anything),
    prism("prism:hasPreviousVersion",        Anything),
    prism("prism:hasVersion",                Anything),
    prism("prism:instructions",              Anything),
    prism("prism:isFormatOf",                Anything),
    prism("prism:isPartOf",                  Anything),
    prism("prism:isReferencedBy",            Anything),
    prism("prism:isRequiredBy",              Anything),
    prism("prism:isVersionOf",               Anything),
    prism("prism:objectTitle",               Anything),
    prism("prism:references",                Anything),
    prism("prism:requires",                  Anything),
    prism("prism:rightsAgent",               Anything),
];
