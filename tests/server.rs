//! Drives `feedwright server` as an editor does: starts the program, sends messages, and reads the answers.
#![allow(
    clippy::needless_pass_by_value,
    reason = "the tests write the JSON of a message where they send it"
)]

#[path = "server/client.rs"]
mod client;
#[path = "server/diagnostics.rs"]
mod diagnostics;
#[path = "server/features.rs"]
mod features;
#[path = "server/keystrokes.rs"]
mod keystrokes;
#[path = "server/neovim.rs"]
mod neovim;
#[path = "server/protocol.rs"]
mod protocol;
