#!/bin/sh
# Sets up .venv inside the checkout: "setup.sh run" for the program, "setup.sh dev" for the tests
# too. Does nothing, and needs no network, when pyproject.toml and the place are as they were.
# PYTHON=... names the interpreter to use. pip is left to its own configuration.
set -eu
cd "$(dirname "$0")/.."
tier=${1:-run}
venv=.venv

say() { echo "tripower: $*" >&2; }

enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# The first interpreter that is new enough; one that can already make a venv comes before all.
find_python() {
    found=
    for name in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
        enough "$name" || continue
        if has_venv "$name"; then
            echo "$name"
            return
        fi
        found=${found:-$name}
    done
    echo "$found"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

# Debian and Ubuntu ship Python without ensurepip; the package is named by the version.
add_venv() {
    package="python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
        say "installing $package"
        as_root apt-get update -qq >/dev/null || true
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$package" </dev/null >/dev/null || true
    fi
    has_venv "$1" || {
        say "$1 cannot make a virtual environment; please run: sudo apt-get install $package"
        exit 1
    }
}

# Programs that only the tests need; what cannot be had is named, and its tests say so too.
add_programs() {
    wanted=
    command -v ssh-keygen >/dev/null || wanted="$wanted openssh-client"
    command -v strace >/dev/null || wanted="$wanted strace"
    command -v java >/dev/null || wanted="$wanted default-jre-headless" # 17 or newer, for Spark
    [ -n "$wanted" ] || return 0
    if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
        say "installing$wanted"
        as_root apt-get update -qq >/dev/null || true
        # shellcheck disable=SC2086 # several names
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $wanted </dev/null >/dev/null || true
    fi
    command -v ssh-keygen >/dev/null || say "ssh-keygen is missing: nothing can be signed"
    command -v strace >/dev/null || say "strace is missing: the sweep of crashes does not run"
    command -v java >/dev/null || say "Java is missing: nothing is held against Spark"
}

# What .venv was made from; another place counts, because scripts in a venv name their folder.
state() {
    "$venv/bin/python" - "$1" <<'PY'
import hashlib, pathlib, sys
digest = hashlib.sha256(pathlib.Path("pyproject.toml").read_bytes()).hexdigest()
print(sys.argv[1], digest, pathlib.Path.cwd(), sys.version.split()[0])
PY
}

# A .venv that was copied or moved here, or whose Python has gone, is made anew.
usable() {
    [ -x "$venv/bin/python" ] && enough "$venv/bin/python" &&
        "$venv/bin/python" -m pip --version >/dev/null 2>&1 &&
        grep -qF "$(pwd -P)/$venv/bin/" "$venv/bin/pip"
}

make_venv() {
    python=$(find_python)
    [ -n "$python" ] || {
        say "needs Python 3.11 or newer; please install it, or name it: make PYTHON=/path/to/python"
        exit 1
    }
    has_venv "$python" || add_venv "$python"
    rm -rf "$venv"
    say "making $venv with $("$python" --version)"
    "$python" -m venv "$venv"
}

# "dev" holds all that "run" needs.
current() {
    for done in "$tier" dev; do
        [ "$(cat "$venv/.setup-$done" 2>/dev/null)" = "$(state "$done")" ] && return
    done
    return 1
}

install() {
    say "installing what pyproject.toml asks for ($tier)"
    rm -f "$venv/.setup-$tier"
    case $tier in
    dev) set -- -e '.[dev]' ;;
    *) set -- -e . babel ;; # Babel compiles the translations
    esac
    "$venv/bin/python" -m pip install -q "$@" || {
        say "pip could not install that (see above); is a package index within reach?"
        exit 1
    }
    state "$tier" >"$venv/.setup-$tier"
}

usable || make_venv
current || install
[ "$tier" != dev ] || add_programs
"$venv/bin/python" scripts/messages.py compile
