//! `feedwright batch` as users and scripts see it: its inputs, statuses and order, and that a run can be killed at any time.

#[path = "batch/inputs.rs"]
mod inputs;
#[path = "batch/limits.rs"]
mod limits;
#[path = "batch/network.rs"]
mod network;
#[path = "batch/resume.rs"]
mod resume;
#[path = "batch/run.rs"]
mod run;
#[path = "batch/server.rs"]
mod server;
#[path = "batch/usage.rs"]
mod usage;
