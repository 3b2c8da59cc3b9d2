//! A real web server on a free port of the loopback interface, with the settings that the README shows.

use std::fs;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use crate::exchange::Answer;
use crate::exchange::exchange;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Nginx,
    Apache,
    Caddy,
}

/// A running server. It is stopped at the end of the test.
pub(crate) struct Server {
    folder: tempfile::TempDir,
    address: SocketAddr,
    process: Child,
}

/// A block of code in the README.
fn snippet(language: &str) -> String {
    let readme = include_str!("../../README.md");
    let start = format!("```{language}\n");
    let (_, rest) = readme.split_once(&start).expect("the README has a snippet");
    rest.split_once("```").expect("the snippet ends").0.to_owned()
}

impl Server {
    pub(crate) fn start(kind: Kind) -> Server {
        let folder = tempfile::tempdir().expect("there is a temporary folder");
        // The workers of a server that root starts run as another user.
        open_to_all(folder.path());
        let address = TcpListener::bind("127.0.0.1:0")
            .and_then(|it| it.local_addr())
            .expect("a port is free");
        let (text, file) = settings(kind, folder.path(), address);
        let file = folder.path().join(file);
        fs::write(&file, text).expect("the settings can be written");
        let mut command = match kind {
            Kind::Nginx => command("nginx", &["-p", ".", "-c"]),
            Kind::Apache => command("apache2", &["-X", "-d", ".", "-f"]),
            Kind::Caddy => command("caddy", &["run", "--adapter", "caddyfile", "--config"]),
        };
        let process = command
            .arg(&file)
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join("stderr")).expect("it can be created"))
            .spawn()
            .expect("the server is installed");
        let mut server = Server { folder, address, process };
        server.wait();
        server
    }

    /// Waits until the server accepts connections.
    fn wait(&mut self) {
        let start = Instant::now();
        while TcpStream::connect(self.address).is_err() {
            let ended = self.process.try_wait().expect("its state is known");
            if ended.is_some() || start.elapsed() > Duration::from_secs(20) {
                let said = fs::read_to_string(self.root().join("stderr")).unwrap_or_default();
                panic!("the server did not start ({ended:?}): {said}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The folder that is served.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        exchange(self.address, method, path, headers)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn command(program: &str, arguments: &[&str]) -> Command {
    // Debian installs servers in a folder that is only in the path of root.
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(program);
    command.env("PATH", format!("{path}:/usr/sbin")).args(arguments);
    command
}

#[cfg(unix)]
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("the mode can be set");
}

/// The settings of a server, and the name of their file: the snippet from the README, and what every server needs besides.
fn settings(kind: Kind, root: &Path, address: SocketAddr) -> (String, &'static str) {
    let root = root.to_str().expect("the path is text");
    let served = |snippet: String| {
        let changed = snippet.replace("/srv/blog", root);
        assert_ne!(changed, snippet, "the snippet names the folder of the site");
        changed
    };
    match kind {
        Kind::Nginx => {
            let text = format!(
                "daemon off;\nmaster_process off;\nerror_log stderr;\npid nginx.pid;\nevents {{}}\nhttp {{\n  access_log off;\n  \
                 include /etc/nginx/mime.types;\n  client_body_temp_path temp;\n  proxy_temp_path temp;\n  fastcgi_temp_path temp;\n  \
                 uwsgi_temp_path temp;\n  scgi_temp_path temp;\n  server {{\n  listen {address};\n{}\n}}\n}}\n",
                served(snippet("nginx"))
            );
            (text, "nginx.conf")
        }
        Kind::Apache => {
            let modules = ["mpm_event", "authz_core", "alias", "filter", "deflate", "headers"];
            let modules: Vec<String> = modules
                .iter()
                .map(|it| format!("LoadModule {it}_module /usr/lib/apache2/modules/mod_{it}.so"))
                .collect();
            let text = format!(
                "Listen {address}\nServerName localhost\nPidFile {root}/apache.pid\nErrorLog {root}/stderr\nUser www-data\nGroup www-data\n{}\n{}",
                modules.join("\n"),
                served(snippet("apache"))
            );
            (text, "apache.conf")
        }
        Kind::Caddy => {
            let text =
                served(snippet("caddy")).replace("blog.example", &format!("http://{address}"));
            (format!("{{\n  admin off\n}}\n{text}"), "Caddyfile")
        }
    }
}
