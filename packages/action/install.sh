#!/usr/bin/env bash
# Installs feedwright in a GitHub workflow. `action.yml` calls this script.
set -euo pipefail

# A workflow that uses the action as `…@v1.2.3` gets this version of the program.
version=$FEEDWRIGHT_VERSION
if [ -z "$version" ]; then
    [[ $FEEDWRIGHT_REF =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]] && version=$FEEDWRIGHT_REF || version=latest
fi
folder=$RUNNER_TEMP/feedwright
"$(dirname "$0")/../install.sh" --releases "$FEEDWRIGHT_RELEASES" --version "$version" --to "$folder"
echo "$folder" >>"$GITHUB_PATH"
