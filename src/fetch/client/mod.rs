//! The HTTP client. `fetcher` is its front door, `hops` follows the redirects, `session` sends one request over a new connection of
//! `connect`, which asks `policy` about each address, and `exchange` speaks HTTP on it. `many` and `dispatch` serve many requests at once.

pub(crate) mod arrival;
mod background;
mod connect;
pub(crate) mod credentials;
mod dispatch;
mod exchange;
pub(in crate::fetch) mod fault;
pub(crate) mod fetcher;
mod gate;
mod headers;
mod hops;
mod issuer;
pub(crate) mod many;
mod open_files;
mod policy;
mod proxy;
pub(in crate::fetch) mod received;
mod redirect;
pub(crate) mod resolve;
mod retry;
mod routes;
mod session;
mod tap;
mod target;
mod tls;
mod trail;
