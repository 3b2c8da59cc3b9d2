//! `feedwright server`: the language server, on standard input and output.

use std::io;
use std::io::BufReader;
use std::io::BufWriter;

use feedwright::serve_editor;

use crate::cli::args::Global;

pub(super) fn run(global: &Global) -> u8 {
    let (input, output) = (BufReader::new(io::stdin()), BufWriter::new(io::stdout()));
    u8::from(!serve_editor(input, output, global.config.clone()))
}
