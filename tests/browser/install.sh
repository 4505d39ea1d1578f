#!/bin/sh
# Installs what the checks in a browser, and of files of references, need beside Python packages: a Chromium, a Java
# runtime, packages of npm, biber.
# On Debian and Ubuntu as root; elsewhere it says the one command to run. Run by `make test`, or `make tools`.
set -u
cd "$(dirname "$0")/../.."

python=${PYTHON:-python3}
missing=''
has() { command -v "$1" >/dev/null 2>&1; }
has_chromium() {
    for name in ${PAINSITE_CHROMIUM:-chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable chrome}; do
        has "$name" && return 0
    done
    "$python" - 2>/dev/null <<'PYTHON'
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not pathlib.Path(playwright.chromium.executable_path).is_file())
PYTHON
}

# the package `chromium` of Ubuntu is a snap, which a container cannot run: there Playwright brings its own
browser=chromium
case "$(. /etc/os-release 2>/dev/null; echo "${ID:-}")" in ubuntu) browser='' ;; esac

may_install() { [ "$(id -u)" = 0 ] && has apt-get; }
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; }

own='' lacks_browser=''
has_chromium || { lacks_browser=yes; [ -n "$browser" ] || own="$python -m playwright install --with-deps chromium"; }
has java || missing="$missing default-jre-headless"
has npm || missing="$missing npm"
has biber || missing="$missing biber"
missing=$(echo $missing)

# Debian's Chromium without windows, in which the checks are quicker: welcome, but never needed
shell=''
[ -z "$browser" ] || [ -n "${PAINSITE_CHROMIUM:-}" ] || has chromium-headless-shell || shell=chromium-headless-shell
is_offered() { apt-cache show "$1" >/dev/null 2>&1; }

command=''
needed=$(echo $missing ${lacks_browser:+$browser})
[ -z "$needed" ] || command="apt-get update && apt-get install -y --no-install-recommends $needed"
[ -z "$own" ] || command="${command:+$command && }$own"

install_needed() {
    [ -z "$needed" ] || apt-get update || return
    [ -z "$missing" ] || install $missing || return
    [ -z "$own" ] || $own || return
    if [ -n "$lacks_browser$shell" ] && [ -z "$own" ]; then
        { [ -n "$shell" ] && is_offered "$shell" && install "$shell"; } || [ -z "$lacks_browser" ] || install "$browser"
    fi
}

if [ -n "$command" ]; then
    if may_install; then
        echo "installing for the checks: $needed${own:+ Chromium}"
        printed=$(install_needed 2>&1) || {
            echo "$printed" >&2
            failed=yes
        }
    else
        failed=yes
    fi
elif [ -n "$shell" ] && may_install && is_offered "$shell"; then
    echo "installing for the checks: $shell"
    install -o Acquire::Retries=0 -o Acquire::http::Timeout=20 "$shell" >/dev/null 2>&1 || echo "$shell is not to be had; the checks run in the Chromium that is here"
fi
if has npm && [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    echo 'installing for the checks: axe-core, Biome, citeproc, vnu-jar'
    # without Lighthouse, which `make lighthouse` alone needs; Biome's program is an optional package, and stays
    npm ci --omit=peer --silent && touch node_modules/.package-lock.json || failed=yes
fi

if [ "${failed:-}" = yes ]; then
    echo 'Without a Chromium, a Java runtime, the packages of npm and biber, tests are skipped. To install what is missing:' >&2
    if has apt-get; then
        echo "    sudo sh -c '${command:-true}'; make tools" >&2
    else
        echo '    install Chromium or Chrome, Java 17 or later, Node.js 20 or later and biber; then: make tools' >&2
    fi
    # where nobody reads it, a check that is skipped is one that is lost
    [ -z "${CI:-}" ] || exit 1
fi
