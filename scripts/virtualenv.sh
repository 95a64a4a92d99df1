#!/usr/bin/env bash
# Sees to it that .venv/ holds what a lock names: virtualenv.sh requirements.lock | requirements-dev.lock
# What was installed is recorded inside .venv/; when that is what is asked for, nothing is done.
set -euo pipefail

lock=$1
record=.venv/$lock.installed
asked=$(sha256sum "$lock")

works() { .venv/bin/python -I -S -c '' 2>/dev/null; }
as_asked() { [ -z "${PYTHON:-}" ] || [ "$(cat .venv/made-by 2>/dev/null)" = "$PYTHON" ]; }
installed() { [ "$(cat "$record" 2>/dev/null)" = "$asked" ] && as_asked && works; }

installed && exit 0

# One at a time: `make run` and `make test` may be started side by side.
exec 9<"$0"
flock 9
installed && exit 0

if [ -e .venv ] && ! { as_asked && works; }; then
    rm -rf .venv
fi
if [ ! -e .venv ]; then
    python=$(scripts/find_python.sh)
    echo "正在建立 Python 虚拟环境 .venv/（$("$python" --version)）"
    "$python" -m venv .venv || {
        rm -rf .venv
        echo "虚拟环境建立失败，原因见上。" >&2
        exit 1
    }
    echo "${PYTHON:-$python}" >.venv/made-by
fi
rm -f "$record"
echo "正在按 $lock 安装 Python 软件包"
# The lock is complete, so nothing is resolved; wheels only, so nothing is built and no stranger's set-up code runs.
if ! .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --only-binary :all: \
    --require-hashes --requirement "$lock" </dev/null; then
    echo "Python 软件包安装失败，原因见上。请检查网络后重试。" >&2
    exit 1
fi
echo "$asked" >"$record"
