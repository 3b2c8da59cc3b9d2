//! A real editor: Neovim, without a window.

use std::fs;
use std::io;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Opens a feed, edits it, and writes down what the language server said.
const SCRIPT: &str = r"
local program, feed, result = vim.env.FEEDWRIGHT, vim.env.FEED, vim.env.RESULT
local function run()
  local found = {}
  vim.cmd('edit ' .. feed)
  local client = vim.lsp.start_client({ name = 'feedwright', cmd = { program, 'server' } })
  assert(client, 'the server does not start')
  vim.lsp.buf_attach_client(0, client)
  local function codes()
    local list = vim.tbl_map(function(it) return it.code or it.user_data.lsp.code end, vim.diagnostic.get(0))
    table.sort(list)
    return table.concat(list, ' ')
  end
  local function wait(what, is_so)
    assert(vim.wait(60000, is_so, 20), what .. ': ' .. codes())
  end
  wait('no problems', function() return codes() ~= '' end)
  found.opened = codes()
  local problem = vim.tbl_filter(function(it) return it.lnum == 3 end, vim.diagnostic.get(0))[1]
  found.column = problem.col

  -- The protocol counts columns in UTF-16, where the emoji has two units instead of four bytes.
  local here = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 3, character = problem.col - 2 } }
  local function ask(method, params)
    local answers = assert(vim.lsp.buf_request_sync(0, method, params, 60000), method)
    local answer = answers[client]
    assert(not answer.err, method)
    return answer.result
  end
  found.hover = ask('textDocument/hover', here).contents.value
  found.symbols = vim.tbl_map(function(it) return it.name end, ask('textDocument/documentSymbol', here)[1].children)
  local items = ask('textDocument/completion', { textDocument = here.textDocument, position = { line = 8, character = 1 } }).items
  found.completions = vim.tbl_map(function(it) return it.label end, items)

  local fixes = ask('textDocument/codeAction', {
    textDocument = here.textDocument,
    range = { start = here.position, ['end'] = here.position },
    context = { diagnostics = {}, only = { 'source.fixAll' } },
  })
  local encoding = vim.lsp.get_client_by_id(client).offset_encoding
  vim.lsp.util.apply_workspace_edit(fixes[1].edit, encoding)
  found.fixed = vim.api.nvim_buf_get_lines(0, 3, 4, true)[1]
  wait('not fixed', function() return not codes():find('xml%-bare%-ampersand') end)

  -- Typing, one character at a time.
  vim.api.nvim_win_set_cursor(0, { 5, 6 })
  vim.cmd('normal! i<a>')
  wait('the typed element is not reported', function() return codes():find('element') ~= nil end)
  vim.cmd('undo')
  wait('the undone element is still reported', function() return not codes():find('element') end)
  vim.lsp.stop_client(client)
  wait('the server does not stop', function() return vim.lsp.client_is_stopped(client) end)
  return found
end
local is_done, found = pcall(run)
local file = io.open(result, 'w')
file:write(vim.json.encode(is_done and found or { failed = found }))
file:close()
vim.cmd('qall!')
";

const FEED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<rss version=\"2.0\">
<channel>
<title>\u{1f30a} Sun & sea</title>
<link>https://harbor.example/</link>
<description>News</description>
<item>
<title>Ferry</title>
<guid isPermaLink=\"false\">ferry</guid>
</item>
</channel>
</rss>
";

/// Runs a script in Neovim, and returns what it found. `None` if Neovim is not installed.
fn run(script: &str) -> Option<Value> {
    if Command::new("nvim").arg("--version").output().is_err() {
        let _ = writeln!(io::stderr(), "skipped: Neovim is not installed");
        return None;
    }
    let program = Path::new(env!("CARGO_BIN_EXE_feedwright"));
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("feed.xml"), FEED).expect("it can be written");
    fs::write(path("script.lua"), script).expect("it can be written");
    let mut programs = vec![program.parent().expect("it is in a folder").to_owned()];
    programs.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let output = Command::new("nvim")
        .args(["--headless", "--clean", "-c"])
        .arg(format!("luafile {}", path("script.lua").display()))
        .env("PATH", std::env::join_paths(programs).expect("the paths have no colons"))
        .env("FEEDWRIGHT", program)
        .env("FEED", path("feed.xml"))
        .env("RESULT", path("result.json"))
        .env("HOME", folder.path())
        .env("XDG_STATE_HOME", folder.path())
        .env("XDG_CACHE_HOME", folder.path())
        .current_dir(folder.path())
        .output()
        .expect("it starts");
    let result = fs::read_to_string(path("result.json"));
    let result = result.unwrap_or_else(|_| panic!("there is no result: {output:?}"));
    let found: Value = serde_json::from_str(&result).expect("it is JSON");
    assert!(found.get("failed").is_none(), "{found}");
    Some(found)
}

#[test]
fn neovim_runs_the_set_up_of_the_documentation() {
    let page = include_str!("../../docs/editors.md");
    let (_, old) = page.split_once("In older versions").expect("the page has a set-up");
    let (_, set_up) = old.split_once("```lua\n").expect("the page has a set-up");
    let (set_up, _) = set_up.split_once("```").expect("the set-up ends");
    let script = format!(
        "{set_up}
        vim.cmd('edit ' .. vim.env.FEED)
        local is_done = vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 20)
        local file = io.open(vim.env.RESULT, 'w')
        file:write(vim.json.encode({{ problems = is_done and #vim.diagnostic.get(0) }}))
        file:close()
        vim.cmd('qall!')"
    );
    let Some(found) = run(&script) else { return };
    assert!(found["problems"].as_u64().is_some_and(|it| it > 0), "{found}");
}

#[test]
fn neovim_shows_problems_and_makes_fixes() {
    let Some(found) = run(SCRIPT) else { return };
    let opened = found["opened"].as_str().expect("it is text");
    assert!(opened.contains("xml-bare-ampersand"), "{opened}");
    // Neovim counts columns in bytes, and the emoji has four of them.
    assert_eq!(found["column"], "<title>1234 Sun ".len());
    let hover = found["hover"].as_str().expect("it is text");
    assert!(hover.starts_with("# xml-bare-ampersand"), "{hover}");
    assert_eq!(found["symbols"][0], "Ferry");
    let completions = found["completions"].as_array().expect("it is a list");
    assert!(completions.iter().any(|it| it == "pubDate"), "{completions:?}");
    assert_eq!(found["fixed"], "<title>\u{1f30a} Sun &amp; sea</title>");
}
