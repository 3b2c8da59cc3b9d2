//! Lets one request at a time through to each host.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::sync::Mutex as Turns;
use tokio::sync::OwnedMutexGuard;
use tokio::time::Instant;
use tokio::time::sleep_until;

/// How many hosts are remembered before those without a request are forgotten.
const MANY: usize = 1000;

/// Lets one request at a time through to each host.
#[derive(Debug, Default)]
pub(in crate::fetch) struct Gate {
    /// For each host, when its last request ended.
    hosts: Mutex<HashMap<String, Arc<Turns<Option<Instant>>>>>,
}

/// The right to send a request to a host.
#[derive(Debug)]
pub(in crate::fetch) struct Turn(OwnedMutexGuard<Option<Instant>>);

impl Gate {
    /// Waits until the requests to the host before this one are over, and `interval` has passed since.
    pub(in crate::fetch) async fn pass(&self, host: String, interval: Duration) -> Turn {
        let turns = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            if hosts.len() > MANY {
                let is_recent = |it: Option<Instant>| it.is_some_and(|it| it.elapsed() < interval);
                hosts.retain(|_, it| {
                    Arc::strong_count(it) > 1 || it.try_lock().map_or(true, |it| is_recent(*it))
                });
            }
            Arc::clone(hosts.entry(host).or_default())
        };
        let turn = Turn(turns.lock_owned().await);
        if let Some(then) = turn.0.and_then(|it| it.checked_add(interval)) {
            sleep_until(then).await;
        }
        turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *self.0 = Some(Instant::now());
    }
}
