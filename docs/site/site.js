// Search, filters of tables, and the contents, which are open on wide screens.
"use strict";
{
  const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
  const root = document.body.dataset.root;

  const menu = document.querySelector(".menu");
  const wide = matchMedia("(min-width: 62rem)");
  const open = () => { menu.open = wide.matches; };
  wide.addEventListener("change", open);
  open();

  const input = document.getElementById("search");
  const results = document.getElementById("results");

  /** How well an entry fits: 0 if a word is missing, and more for words in titles. */
  function score(entry, query) {
    const title = `${entry.page} ${entry.heading}`.toLowerCase();
    const text = entry.text.toLowerCase();
    let sum = 0;
    for (const word of query) {
      const points = (title.includes(word) ? 10 : 0) + (text.includes(word) ? 1 : 0);
      if (points === 0) return 0;
      sum += points;
    }
    return sum + (title.trim().startsWith(query.join(" ")) ? 20 : 0);
  }

  function search() {
    const query = words(input.value);
    results.hidden = query.length === 0;
    results.replaceChildren();
    if (results.hidden) return;
    const found = window.searchIndex
      .map((entry) => [score(entry, query), entry])
      .filter(([points]) => points > 0)
      .sort((a, b) => b[0] - a[0])
      .slice(0, 30);
    for (const [, entry] of found) {
      const link = document.createElement("a");
      link.href = root + entry.url;
      link.textContent = entry.heading ? `${entry.page}: ${entry.heading}` : entry.page;
      const text = document.createElement("small");
      const at = Math.max(0, entry.text.toLowerCase().indexOf(query[0]) - 40);
      text.textContent = (at > 0 ? "…" : "") + entry.text.slice(at, at + 160);
      link.append(text);
      const item = document.createElement("li");
      item.append(link);
      results.append(item);
    }
    if (found.length === 0) {
      const nothing = document.createElement("p");
      nothing.textContent = `Nothing contains “${input.value}”.`;
      results.append(nothing);
    }
  }
  input.addEventListener("input", search);
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      input.focus();
    } else if (event.key === "Escape") {
      input.value = "";
      search();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("header")) results.hidden = true;
  });

  // A row is shown if it contains all words of each filter.
  const filters = [...document.querySelectorAll(".filter")];
  const rows = [...document.querySelectorAll(".filtered tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);
  function filter() {
    const texts = filters.filter((it) => it.tagName === "INPUT").flatMap((it) => words(it.value));
    const names = filters.filter((it) => it.tagName === "SELECT" && it.value).map((it) => it.value.toLowerCase());
    for (const [row, text] of rows) row.hidden = ![...texts, ...names].every((it) => text.includes(it));
    // A group without rows has no heading.
    for (const table of document.querySelectorAll("main > .filtered")) {
      const empty = !table.querySelector("tbody tr:not([hidden])");
      table.hidden = empty;
      if (table.previousElementSibling?.tagName === "H2") table.previousElementSibling.hidden = empty;
    }
  }
  for (const it of filters) it.addEventListener("input", filter);
}
