#!/usr/bin/env bash
# Sees to it that Debian's packages for a purpose are there: debian_packages.sh run | test | all
# Installs what is missing as root or through sudo without a password; otherwise prints the one command to run, and stops.
set -euo pipefail

for_run=(
    # what Qt's libraries link to; enough for a window that nobody sees (offscreen)
    libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxkbcommon0
    # and for one on an X11 desktop
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1
    libxkbcommon-x11-0
)
for_test=(
    "${for_run[@]}"
    poppler-utils # reads the finished papers back: text, fonts, positions, pictures
    postgresql    # services are tested on it and on SQLite
)
for_all=(
    "${for_test[@]}"
    default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java # judges PDF/A
    libreoffice-calc-nogui libreoffice-writer-nogui                        # opens what is exported
    cups printer-driver-cups-pdf                                           # a printer made of software
    softhsm2                                                               # a signing token made of software
    at-spi2-core dbus gir1.2-atspi-2.0 imagemagick openbox python3-gi xclip xdotool xvfb # drives the real window
)

case "${1:-}" in
run) wanted=("${for_run[@]}") ;;
test) wanted=("${for_test[@]}") ;;
all) wanted=("${for_all[@]}") ;;
*)
    echo "usage: $0 run | test | all" >&2
    exit 2
    ;;
esac

if ! command -v dpkg-query >/dev/null; then
    echo "本机不是 Debian 系统，无法检查所需系统软件包。请自行确认已安装与下列软件包相当的软件：${wanted[*]}" >&2
    exit 0
fi

# The package index is reached through TLS. A machine may have been given its roots of trust by other ways than the
# package, which would replace them.
[ -s /etc/ssl/certs/ca-certificates.crt ] || wanted+=(ca-certificates)

# Debian's own python3 can make virtual environments only with this package; a Python from elsewhere brings it along.
can_make_environments() {
    local python
    python=$("$(dirname "$0")/find_python.sh" 2>/dev/null) && "$python" -c 'import ensurepip, venv' 2>/dev/null
}
[ -e .venv ] || can_make_environments || wanted+=(python3-venv)

# Later releases of Debian name some libraries with t64 at the end.
present=" $(dpkg-query --show --showformat='${db:Status-Status}:${Package} ' 2>/dev/null) "
missing=()
for package in "${wanted[@]}"; do
    case "$present" in
    *" installed:$package "* | *" installed:${package}t64 "*) ;;
    *) missing+=("$package") ;;
    esac
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    cat >&2 <<TEXT
缺少系统软件包，且当前用户无权安装。请管理员执行下面这条命令，然后重试：

    sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${missing[*]}

TEXT
    exit 1
fi

apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "正在安装系统软件包：${missing[*]}"
if ! { apt update && apt install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    echo "系统软件包安装失败，原因见上。请检查网络和软件源后重试。" >&2
    exit 1
fi
