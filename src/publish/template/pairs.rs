//! Determines which tags belong together.

use std::collections::HashMap;

use crate::publish::template::token::Token;
use crate::publish::template::token::TokenKind;

/// The end of each tag, and the tag to which each branch belongs.
pub(super) fn pairs(tokens: &[Token]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut pairs = vec![None; tokens.len()];
    let mut branches = vec![None; tokens.len()];
    let mut open: HashMap<(bool, &str), Vec<usize>> = HashMap::new();
    let mut calls: Vec<usize> = Vec::new();
    let mut blocks: Vec<usize> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let liquid = match token.kind {
            TokenKind::Tag => true,
            TokenKind::Shortcode(_) => false,
            _ => continue,
        };
        if !token.is_end() {
            if liquid && is_branch(token.name) {
                branches[index] = blocks.last().copied();
            } else if liquid && has_branches(token.name) {
                blocks.push(index);
            }
            if token.arguments.starts_with('(') {
                calls.push(index);
            }
            let is_closed = !liquid && token.arguments.ends_with('/');
            if !is_closed {
                open.entry((liquid, token.name)).or_default().push(index);
            }
            continue;
        }
        let name = token.name.trim_start_matches('/').trim();
        let name = if liquid { name.strip_prefix("end").unwrap_or(name) } else { name };
        let begin = match name {
            "" => loop {
                match calls.pop() {
                    Some(it) if pairs[it].is_none() && tokens[it].code == token.code => {
                        break Some(it);
                    }
                    Some(_) => {}
                    None => break None,
                }
            },
            _ => open.get_mut(&(liquid, name)).and_then(|stack| {
                // A tag that is displayed in code does not belong to one that is not.
                while stack
                    .pop_if(|it| tokens[*it].code.is_some() && tokens[*it].code != token.code)
                    .is_some()
                {}
                stack.pop_if(|it| tokens[*it].code == token.code)
            }),
        };
        let Some(begin) = begin else { continue };
        (pairs[begin], pairs[index]) = (Some(index), Some(begin));
        if has_branches(tokens[begin].name) {
            while blocks.pop_if(|it| *it >= begin).is_some() {}
        }
    }
    (pairs, branches)
}

/// Whether a tag has branches.
fn has_branches(name: &str) -> bool {
    matches!(name, "if" | "unless" | "case" | "for" | "ifchanged" | "switch" | "ifAsync")
}

/// Whether a tag starts another branch.
pub(super) fn is_branch(name: &str) -> bool {
    matches!(name, "else" | "elsif" | "elseif" | "elif" | "when" | "default")
}
