#!/usr/bin/env bash
# Writes requirements.lock and requirements-dev.lock from pyproject.toml: one lock for all platforms, with hashes.
# What is locked stays as it is unless pyproject.toml asks otherwise; `make lock UPGRADE=1` takes the newest of everything.
# Then asks for each platform whether a wheel of every package is to be had.
set -euo pipefail

uv_version=0.13.9
python=$(scripts/find_python.sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -qq --disable-pip-version-check "uv==$uv_version"

compile() {
    "$work/venv/bin/uv" pip compile --quiet --no-config --no-cache --universal --python-version 3.11 --generate-hashes \
        --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
        ${UPGRADE:+--upgrade} "$@" pyproject.toml
}
echo "正在生成 requirements.lock 和 requirements-dev.lock"
compile --output-file requirements.lock
compile --constraints requirements.lock --group dev --output-file requirements-dev.lock

# pip judges "only on Windows" by the machine it runs on, so the environment markers are taken off first.
sed -E 's/ ;[^\\]*\\$/ \\/' requirements-dev.lock >"$work/every.lock"
tags() { # the wheel tags that a system with glibc 2.$1 on processor $2 accepts
    for minor in $(seq "$1" -1 5); do echo "--platform manylinux_2_${minor}_$2"; done
    echo "--platform manylinux2014_$2 --platform linux_$2"
}
check() {
    local name=$1 version
    shift
    for version in 3.11 3.12; do
        # shellcheck disable=SC2068  # the tags are words
        "$work/venv/bin/python" -m pip install -qq --disable-pip-version-check --dry-run --target "$work/target" \
            --no-deps --only-binary :all: --require-hashes --ignore-installed --implementation cp \
            --python-version "$version" $@ --requirement "$work/every.lock"
        echo "$name，Python $version：每个软件包都有可用的安装包"
    done
}
# shellcheck disable=SC2046
check "Linux x86-64（glibc 2.28）" $(tags 28 x86_64)
# shellcheck disable=SC2046
check "Linux arm64（glibc 2.39）" $(tags 39 aarch64)
check "Windows x86-64" --platform win_amd64
