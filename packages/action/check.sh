#!/usr/bin/env bash
# Checks feeds in a GitHub workflow: annotates each problem, and writes a SARIF report if a file is named. `action.yml` calls this script.
set -euo pipefail

# One path or URL per line. The options are separated by spaces or lines.
paths=() options=()
while IFS= read -r line; do
    [ -z "$line" ] || paths+=("$line")
done <<<"$FEEDWRIGHT_PATHS"
[ ${#paths[@]} -gt 0 ] || paths=(.)
read -r -d '' -a options <<<"$FEEDWRIGHT_ARGS" || true

cd "$FEEDWRIGHT_DIRECTORY"
# Bash 3, which macOS has, treats empty arrays as unset.
set -- ${options[@]+"${options[@]}"}
if [ -n "$FEEDWRIGHT_SARIF" ]; then
    feedwright check "$@" --format sarif --output "$FEEDWRIGHT_SARIF" --exit-zero -- "${paths[@]}"
    echo "sarif=$PWD/$FEEDWRIGHT_SARIF" >>"$GITHUB_OUTPUT"
fi
feedwright check "$@" --format github -- "${paths[@]}"
