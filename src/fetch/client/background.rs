//! The thread that has all connections of a fetcher.

use std::io;
use std::thread;

use tokio::runtime::Builder;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// How many hosts are looked up at once. Each look-up blocks a thread.
const MAX_LOOKUPS: usize = 64;

/// The thread that has all connections of a fetcher. It ends when this is dropped.
#[derive(Debug)]
pub(in crate::fetch) struct Background {
    pub(in crate::fetch) runtime: Handle,
    _stop: oneshot::Sender<()>,
}

impl Background {
    pub(in crate::fetch) fn start() -> io::Result<Background> {
        let runtime =
            Builder::new_current_thread().enable_all().max_blocking_threads(MAX_LOOKUPS).build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel::<()>();
        thread::Builder::new().name("network".to_owned()).spawn(move || {
            let _ = runtime.block_on(stopped);
            // A look-up may still be running. Nobody waits for it.
            runtime.shutdown_background();
        })?;
        Ok(Background { runtime: handle, _stop: stop })
    }
}
