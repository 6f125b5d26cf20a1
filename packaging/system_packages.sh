#!/bin/sh
# Say in one line which system packages are lacking on Debian or Ubuntu; install them when run as root.
# Usage: system_packages.sh PYTHON
set -eu
command -v dpkg-query >/dev/null 2>&1 || exit 0
python=$1
here=$(dirname "$0")

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }
known() { apt-cache show "$1" >/dev/null 2>&1; }

lacking() {
    grep -v '^#' "$here/system-packages.txt" | while IFS='|' read -r name other; do
        installed "$name" && continue
        if [ -n "$other" ]; then
            installed "$other" && continue
            known "$other" && name=$other
        fi
        echo "$name"
    done
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

missing=$(lacking | tr '\n' ' ')
[ -n "${missing% }" ] || exit 0
if [ "$(id -u)" = 0 ]; then
    echo "Installing system packages: $missing"
    apt-get update -qq
    # The list is looked at again: before the update the names of this release may have been unknown.
    # shellcheck disable=SC2046
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(lacking) >/dev/null
else
    echo "Lacking system packages; install them with: sudo apt-get install $missing" >&2
    exit 1
fi
