//! A server that does what a script says, however wrong that is. It checks the requests that it receives.

use std::io;
use std::io::Read;
use std::io::Write;
use std::net::Shutdown;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use std::time::Instant;

/// What a server does after it has received a request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Send(Vec<u8>),
    /// Sends these bytes again and again until the client closes the connection.
    Repeat(Vec<u8>),
    /// Sends these bytes again and again, with this pause.
    Drip(Vec<u8>, Duration),
    Pause(Duration),
    /// Waits until the client closes the connection.
    Hold,
    /// Closes the connection with a reset.
    Reset,
}

/// What the server does for each path. The path `*` stands for all others.
pub(crate) type Script = Vec<(&'static str, Vec<Step>)>;

/// A server on loopback. It stops when this is dropped.
pub(crate) struct Server {
    pub(crate) port: u16,
    seen: Arc<Mutex<Seen>>,
    is_over: Arc<AtomicBool>,
}

/// What the server has seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) connections: usize,
    /// The heads of the requests.
    pub(crate) requests: Vec<String>,
}

/// No connection of a test may last longer.
const LONGEST: Duration = Duration::from_secs(20);

impl Server {
    pub(crate) fn start(script: impl Fn(u16) -> Script) -> Server {
        Server::on(TcpListener::bind("127.0.0.1:0").expect("loopback has free ports"), script)
    }

    pub(crate) fn on(listener: TcpListener, script: impl Fn(u16) -> Script) -> Server {
        let port = listener.local_addr().expect("it is bound").port();
        let script = Arc::new(script(port));
        let seen = Arc::new(Mutex::new(Seen::default()));
        let is_over = Arc::new(AtomicBool::new(false));
        let server = Server { port, seen: Arc::clone(&seen), is_over: Arc::clone(&is_over) };
        thread::spawn(move || {
            for stream in listener.incoming() {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                seen.lock().expect("no test panics with it").connections += 1;
                let (script, seen) = (Arc::clone(&script), Arc::clone(&seen));
                thread::spawn(move || drop(serve(stream, &script, &seen)));
            }
        });
        server
    }

    pub(crate) fn seen(&self) -> Seen {
        self.seen.lock().expect("no test panics with it").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn serve(mut stream: TcpStream, script: &Script, seen: &Mutex<Seen>) -> io::Result<()> {
    stream.set_read_timeout(Some(LONGEST))?;
    stream.set_write_timeout(Some(LONGEST))?;
    stream.set_nodelay(true)?;
    let head = head(&mut stream)?;
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    seen.lock().expect("no test panics with it").requests.push(head);
    let steps = script.iter().find(|it| it.0 == path || it.0 == "*").map_or(&[][..], |it| &it.1);
    play(stream, steps)
}

/// The head of a request.
pub(crate) fn head(stream: &mut impl Read) -> io::Result<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        head.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// Does what the steps say.
fn play(mut stream: TcpStream, steps: &[Step]) -> io::Result<()> {
    let start = Instant::now();
    for step in steps {
        match step {
            Step::Send(bytes) => stream.write_all(bytes)?,
            Step::Pause(time) => thread::sleep(*time),
            Step::Repeat(bytes) => {
                while start.elapsed() < LONGEST {
                    stream.write_all(bytes)?;
                }
            }
            Step::Drip(bytes, pause) => {
                while start.elapsed() < LONGEST {
                    stream.write_all(bytes)?;
                    thread::sleep(*pause);
                }
            }
            Step::Hold => drop(stream.read(&mut [0; 16])),
            Step::Reset => {
                return socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO));
            }
        }
    }
    stream.shutdown(Shutdown::Write)?;
    // Waits for the client, so that closing is not a reset.
    let _ = stream.read(&mut [0; 16]);
    Ok(())
}
