"""Fill resources/fonts/ from Debian's packages, as scripts/fonts.toml says. Needs no root and installs nothing.

Run again it does nothing unless the recipe has changed; the same packages always give the same bytes.

    python scripts/build_fonts.py                       fetch with apt into .cache/fonts-deb, then build
    python scripts/build_fonts.py --packages 文件夹     take .deb files from a folder (no network)
    python scripts/build_fonts.py --check               hash what is there against the manifest
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shape_fonts import BuildError, build_font, read_standard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parents[1]
SHAPER = ROOT / "scripts" / "shape_fonts.py"
RECIPE = ROOT / "scripts" / "fonts.toml"
OUTPUT = ROOT / "resources" / "fonts"
CACHE = ROOT / ".cache" / "fonts-deb"
MANIFEST = "manifest.json"
TOOLS_REMEDY = "请在 Debian 12、UOS 或麒麟上安装 apt 与 dpkg 后重试"


@dataclass(frozen=True, slots=True)
class Package:
    """A .deb at hand, with the version it says it has."""

    name: str
    path: Path
    version: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One file to make: a font, a licence text or the list of standard characters."""

    kind: str
    spec: dict[str, Any]
    digest: str

    @property
    def path(self) -> str:
        """Where the file stands below resources/fonts/."""
        return f"licences/{self.spec['file']}" if self.kind == "licence" else str(self.spec["file"])


def say(text: str) -> None:
    """Print one line of progress at once."""
    print(text, flush=True)


def sha256(path: Path) -> str:
    """Give the SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# ---------------------------------------------------------------- what is to be done


def read_items(recipe: dict[str, Any], shaper: bytes) -> list[Item]:
    """Give everything the recipe asks for, each with a digest of all that its bytes depend on."""
    try:
        tools = version("fonttools")
    except PackageNotFoundError:
        tools = ""

    def item(kind: str, spec: dict[str, Any]) -> Item:
        pin = recipe["packages"][spec["package"]]
        standard = recipe["standard_characters"] if kind == "font" else None
        parts = [kind, spec, pin, recipe["changed"], standard, tools, hashlib.sha256(shaper).hexdigest()]
        text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
        return Item(kind, spec, hashlib.sha256(text.encode()).hexdigest())

    return [
        item("characters", recipe["standard_characters"]),
        *(item("font", spec) for spec in recipe["fonts"]),
        *(item("licence", spec) for spec in recipe["licences"]),
    ]


def read_manifest(output: Path) -> dict[str, dict[str, Any]]:
    """Give the manifest of an earlier build: path -> recipe digest, size, sha256, source. Empty when there is none."""
    try:
        files = json.loads((output / MANIFEST).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError):
        return {}
    return files if isinstance(files, dict) else {}


def is_current(item: Item, output: Path, manifest: dict[str, dict[str, Any]], *, thorough: bool) -> bool:
    """Tell whether a file is the one the recipe asks for; thorough: by its hash, else by its size."""
    entry = manifest.get(item.path)
    if entry is None or entry.get("recipe") != item.digest:
        return False
    path = output / item.path
    try:
        if path.stat().st_size != entry["size"]:
            return False
    except OSError:
        return False
    return not thorough or sha256(path) == entry["sha256"]


# ---------------------------------------------------------------- packages


def run(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401
    """Run a program and give its result, text in, text out."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, **options)
    except FileNotFoundError:
        raise BuildError(f"找不到程序 {command[0]}", TOOLS_REMEDY) from None


def describe(name: str, path: Path, pin: dict[str, str]) -> Package | None:
    """Give a package file's name and version, or None when it is no readable package of that name."""
    found = run(["dpkg-deb", "--show", "--showformat=${Package}\t${Version}", str(path)])
    if found.returncode != 0:
        return None
    told, _, its_version = found.stdout.partition("\t")
    if told != name:
        return None
    return Package(name, path, its_version, pinned="sha256" not in pin or sha256(path) == pin["sha256"])


def look_in(folder: Path, name: str, pin: dict[str, str]) -> Package | None:
    """Give the pinned package of that name in a folder, else another version of it, else None."""
    found = [describe(name, path, pin) for path in sorted(folder.glob(f"{name}_*.deb"))]
    packages = [package for package in found if package is not None]
    return next((package for package in packages if package.pinned), packages[-1] if packages else None)


def apt(work: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run apt-get with the machine's own sources and proxy but with lists and cache in a folder of ours."""
    for name in ("lists/partial", "cache/archives/partial"):
        (work / name).mkdir(parents=True, exist_ok=True)
    settings = work / "apt.conf"
    lines = [
        "#clear APT::Update::Pre-Invoke;",
        "#clear APT::Update::Post-Invoke;",
        "#clear APT::Update::Post-Invoke-Success;",
        f'Dir::State::Lists "{work / "lists"}";',
        f'Dir::Cache "{work / "cache"}";',
        'Acquire::Languages "none";',
        'Acquire::Retries "3";',
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # As root apt fetches as the user _apt, who may not enter a private folder.
        lines.append('APT::Sandbox::User "root";')
    settings.write_text("\n".join(lines) + "\n", "utf-8")
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    return run(["apt-get", "-q", "-c", str(settings), *arguments], cwd=cwd, env=environment)


def fetch(names: Iterable[str], pins: dict[str, dict[str, str]], cache: Path) -> list[str]:
    """Fetch packages into the cache with apt; give the names that could not be had."""
    say("更新软件源目录（只写入本项目的缓存文件夹）……")
    failed = []
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fonts-apt-") as folder:
        work = Path(folder)
        updated = apt(work, "update", cwd=work)
        reason = updated.stderr.strip().splitlines()[-1:] if updated.returncode else []
        for name in names:
            say(f"下载 {name} ……")
            for wanted in ([f"{name}={pins[name]['version']}"] if "version" in pins[name] else []) + [name]:
                got = apt(work, "download", wanted, cwd=work)
                if got.returncode == 0:
                    break
                reason = got.stderr.strip().splitlines()[-1:] or reason
            files = list(work.glob(f"{name}_*.deb"))
            if not files:
                say(f"  没有下载到 {name}：{reason[0] if reason else '原因不明'}")
                failed.append(name)
            for file in files:
                partial = cache / f".{file.name}.part"
                shutil.copyfile(file, partial)
                partial.replace(cache / file.name)
                file.unlink()
    return failed


def obtain(names: list[str], pins: dict[str, dict[str, str]], given: Path | None, cache: Path) -> dict[str, Package]:
    """Give each package by name: from the folder given, else from the cache, else fetched with apt."""
    packages: dict[str, Package] = {}
    for name in names:
        package = look_in(given, name, pins[name]) if given else None
        if package is None:
            package = look_in(cache, name, pins[name])
            if package is not None and not package.pinned:
                package = None  # another version lies in the cache: ask the archive first
        if package is not None:
            packages[name] = package
    absent = [name for name in names if name not in packages]
    failed = fetch(absent, pins, cache) if absent else []
    for name in absent:
        package = look_in(cache, name, pins[name])
        if package is not None:
            packages[name] = package
    lost = [name for name in failed if name not in packages]
    if lost or len(packages) < len(names):
        listed = "、".join(lost or [name for name in names if name not in packages])
        raise BuildError(
            f"缺少字体软件包：{listed}",
            f"请检查网络与软件源；离线时把这些 .deb 放到 {cache} 后重试，或用 --packages 指明所在文件夹",
        )
    for name, package in packages.items():
        if not package.pinned:
            pinned = pins[name].get("version", "")
            differs = "内容与固定的校验值不同" if package.version == pinned else f"与固定版本 {pinned} 不同"
            say(f"注意：{name} {package.version} {differs}，生成后检查字形覆盖，合格才采用")
    return packages


def unpack(package: Package, members: set[str], folder: Path) -> dict[str, Path]:
    """Take files out of a package without installing it; give member -> path."""
    wanted = set(members)
    found: dict[str, Path] = {}
    command = ["dpkg-deb", "--fsys-tarfile", str(package.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
                for entry in archive:
                    member = entry.name.removeprefix("./")
                    source = archive.extractfile(entry) if member in wanted and entry.isfile() else None
                    if source is not None:
                        path = folder / f"{package.name}-{len(found)}-{Path(member).name}"
                        with path.open("wb") as target:
                            shutil.copyfileobj(source, target, 1 << 20)
                        found[member] = path
                    if len(found) == len(wanted):
                        break
        except (tarfile.TarError, OSError, EOFError):
            raise BuildError(f"软件包无法读取：{package.path}", "文件可能不完整，请删除后重试") from None
        finally:
            process.kill()
    if wanted - set(found):
        listed = "、".join(sorted(wanted - set(found)))
        raise BuildError(f"{package.name} {package.version} 里没有 {listed}", "请改用 scripts/fonts.toml 中固定的版本")
    return found


# ---------------------------------------------------------------- the whole


def build(stale: list[Item], recipe: dict[str, Any], given: Path | None, output: Path, cache: Path) -> None:
    """Make every stale file in a temporary folder, check it, then put all in place and write the manifest."""
    names = sorted({recipe["standard_characters"]["package"], *(item.spec["package"] for item in stale)})
    packages = obtain(names, recipe["packages"], given, cache)
    output.mkdir(parents=True, exist_ok=True)
    (output / "licences").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=output) as folder:
        work = Path(folder)
        (work / "licences").mkdir()
        say("取出字体……")
        members: dict[str, set[str]] = {name: set() for name in names}
        for spec in [recipe["standard_characters"], *(item.spec for item in stale)]:
            members[spec["package"]].add(spec["member"])
        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            unpacked = dict(
                zip(names, threads.map(lambda name: unpack(packages[name], members[name], work), names), strict=True)
            )
        listed = recipe["standard_characters"]
        standard = read_standard(unpacked[listed["package"]][listed["member"]], listed["count"])
        say("生成字体（第一次约一分钟）……")
        fonts = [item for item in stale if item.kind == "font"]
        # The longest first, so that two cores end together.
        fonts.sort(key=lambda item: -item.spec["seconds"])
        with ProcessPoolExecutor(min(os.cpu_count() or 1, len(fonts) or 1), get_context("spawn")) as pool:
            jobs = [
                pool.submit(
                    build_font,
                    unpacked[item.spec["package"]][item.spec["member"]],
                    work / item.path,
                    item.spec,
                    standard,
                    recipe["changed"],
                )
                for item in fonts
            ]
            for job in jobs:
                say(f"  {job.result()}")
        for item in stale:
            source = unpacked[item.spec["package"]][item.spec["member"]]
            if item.kind == "characters":
                (work / item.path).write_text("".join(map(chr, standard)) + "\n", "utf-8", newline="\n")
            elif item.kind == "licence":
                write_licence(source, work / item.path, item.spec)
        install(stale, packages, work, output)


def write_licence(source: Path, target: Path, spec: dict[str, Any]) -> None:
    """Copy a licence text out of a package, unpacked if need be, and check the pinned ones."""
    data = gzip.decompress(source.read_bytes()) if source.name.endswith(".gz") else source.read_bytes()
    if hashlib.sha256(data).hexdigest() != spec.get("sha256", hashlib.sha256(data).hexdigest()):
        raise BuildError(f"许可证 {spec['file']} 的内容与固定的不同", "请核对软件包 " + spec["package"])
    target.write_bytes(data)


def install(stale: list[Item], packages: dict[str, Package], work: Path, output: Path) -> None:
    """Move finished files into place one by one, then the manifest that vouches for them."""
    manifest = read_manifest(output)
    for item in stale:
        made = work / item.path
        package = packages[item.spec["package"]]
        manifest[item.path] = {
            "recipe": item.digest,
            "sha256": sha256(made),
            "size": made.stat().st_size,
            "source": f"{package.name} {package.version}",
            "pinned": package.pinned,
        }
        made.replace(output / item.path)
    text = json.dumps({"files": manifest}, ensure_ascii=False, indent=1, sort_keys=True)
    (work / MANIFEST).write_text(text + "\n", "utf-8", newline="\n")
    (work / MANIFEST).replace(output / MANIFEST)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what is not current; give the exit code: 0 done, 1 something is wrong (said in Chinese)."""
    parser = argparse.ArgumentParser(description="用 Debian 的字体软件包生成 resources/fonts/（不需要 root，不安装）")
    parser.add_argument("--packages", type=Path, metavar="文件夹", help="先从这个文件夹取 .deb（离线时用）")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="文件夹", help="生成到哪里")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="文件夹", help="下载的 .deb 放在哪里")
    parser.add_argument("--recipe", type=Path, default=RECIPE, metavar="文件", help="字体清单")
    parser.add_argument("--force", action="store_true", help="全部重新生成")
    parser.add_argument("--check", action="store_true", help="只逐个核对校验值，不生成")
    options = parser.parse_args(arguments)
    recipe = tomllib.loads(options.recipe.read_text("utf-8"))
    items = read_items(recipe, SHAPER.read_bytes())
    manifest = read_manifest(options.output)
    stale = [
        item
        for item in items
        if options.force or not is_current(item, options.output, manifest, thorough=options.check)
    ]
    if not stale:
        say(f"字体已是最新：{options.output}（{len(items)} 个文件）")
        return 0
    if options.check:
        say("与清单不符：" + "、".join(item.path for item in stale) + "。请运行 python scripts/build_fonts.py。")
        return 1
    began = time.perf_counter()
    try:
        build(stale, recipe, options.packages, options.output, options.cache)
    except BuildError as error:
        say(f"无法生成字体：{error.message}。{error.remedy}。")
        return 1
    say(f"完成：{len(stale)} 个文件，用时 {time.perf_counter() - began:.0f} 秒，在 {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
