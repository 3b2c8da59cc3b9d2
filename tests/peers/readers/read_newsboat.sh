#!/usr/bin/env bash
# Prints the output of newsboat, one line of JSON per document. newsboat downloads each document into its own database.
set -euo pipefail
for file in "$@"; do
    home=$(mktemp -d)
    printf 'file://%s\n' "$(realpath "$file")" >"$home/urls"
    printf 'suppress-first-reload yes\n' >"$home/config"
    timeout 20 newsboat -C "$home/config" -u "$home/urls" -c "$home/cache.db" -d "$home/log" -l 2 -x reload >"$home/said" 2>&1 || true
    problem=$(grep -ohiE 'error (occurred|while).*|an error.*' "$home/log" "$home/said" 2>/dev/null | head -n1 || true)
    sqlite3 "$home/cache.db" >"$home/told" "
        select json_object('file', '${file//\'/}', 'title', (select title from rss_feed limit 1), 'link', (select url from rss_feed limit 1),
          'entries', (select json_group_array(json_object('id', guid, 'title', title, 'link', url,
            'date', strftime('%Y-%m-%dT%H:%M:%SZ', pubDate, 'unixepoch'), 'author', author, 'content', content,
            'enclosures', json_array(json_array(enclosure_url, enclosure_type))))
            from (select * from rss_item order by id desc)));" 2>/dev/null || true
    [ -s "$home/told" ] || printf '{"file":"%s","entries":[]}\n' "$file" >"$home/told"
    python3 - "$home/told" "$problem" <<'PY'
import json, sys
told = json.load(open(sys.argv[1]))
print(json.dumps({**told, "accepted": bool(told.get("title") or told["entries"]), "problem": sys.argv[2] or None}))
PY
    rm -rf "$home"
done
