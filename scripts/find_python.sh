#!/usr/bin/env bash
# Prints the path of the Python to use: $PYTHON if it is set, else the first that is 3.11 or later.
set -euo pipefail

suits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [ -n "${PYTHON:-}" ]; then
    candidates=("$PYTHON")
else
    candidates=(python3 python3.12 python3.11)
fi
for candidate in "${candidates[@]}"; do
    if suits "$candidate"; then
        command -v "$candidate"
        exit 0
    fi
done
if [ -n "${PYTHON:-}" ]; then
    echo "PYTHON=$PYTHON 不能使用：需要 Python 3.11 或更高版本。" >&2
else
    echo "未找到 Python 3.11 或更高版本。请安装后重试，或用 PYTHON=路径 指定，例如：make run PYTHON=/opt/python3.12/bin/python3" >&2
fi
exit 1
