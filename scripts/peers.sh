#!/bin/sh
# Puts the tools that the benchmarks are held against into benchmarks/.peers, once, each by itself:
# one that cannot be had is named in the table, and the figures of the others are taken all the
# same. pip, npm and apt-get are left to their own configuration; nothing outside is changed.
set -u
cd "$(dirname "$0")/.."
place=benchmarks/.peers

say() { echo "tripower: $*" >&2; }

pip_peer() {
    [ -x "$place/bin/$2" ] || "$place/bin/python" -m pip install -q "$1" || say "no $1"
}

npm_peer() {
    [ -x "$place/node_modules/.bin/ajv" ] ||
        npm install --silent --no-audit --no-fund --prefix "$place" ajv-cli ajv-formats ||
        say "no ajv-cli"
}

# Unpacked, not installed: that needs no root, and leaves the machine as it was.
apt_peer() {
    command -v hledger >/dev/null || [ -x "$place/usr/bin/hledger" ] ||
        (cd "$place" && apt-get download -qq hledger && dpkg -x hledger_*.deb . &&
            rm hledger_*.deb) || say "no hledger"
}

"$place/bin/python" -m pip --version >/dev/null 2>&1 || {
    rm -rf "$place"
    .venv/bin/python -m venv "$place"
}
pip_peer check-jsonschema check-jsonschema
pip_peer yamllint yamllint
pip_peer doorstop doorstop
pip_peer beancount bean-check
npm_peer
apt_peer
exit 0
