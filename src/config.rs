//! `feedwright.toml`: the site, its articles and its feeds.
