#!/usr/bin/env bash
# Tell git of this checkout how notebooks are compared, merged and committed: `make git` runs this.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A copy without a history of its own, such as an unpacked archive, has nothing to set up.
if [ "$(git rev-parse --show-toplevel 2>/dev/null)" != "$(pwd -P)" ]; then
    exit 0
fi

hooks=$(git config core.hooksPath || true)
if [ -z "$hooks" ]; then
    git config core.hooksPath scripts/hooks
elif [ "$hooks" != scripts/hooks ]; then
    echo "Git looks for hooks in $hooks: call scripts/hooks/pre-commit from your own pre-commit there." >&2
fi

# `git diff` names the cell above each passage, as it names the function above a line of code.
git config diff.notebook.xfuncname '^   "id": "(.*)",$'
git config merge.notebook.name "notebooks, sentence by sentence"
git config merge.notebook.driver "scripts/hooks/merge-notebook %O %A %B"

# For what is no sentence: `git difftool -t nbdime` and `git mergetool -t nbdime` show cells.
if [ -x .venv-lab/bin/nbdime ]; then
    git config difftool.nbdime.cmd '.venv-lab/bin/git-nbdifftool diff "$LOCAL" "$REMOTE" "$BASE"'
    git config mergetool.nbdime.cmd \
        '.venv-lab/bin/git-nbmergetool merge "$BASE" "$LOCAL" "$REMOTE" "$MERGED"'
    git config mergetool.nbdime.trustExitCode true
    git config difftool.prompt false
fi
