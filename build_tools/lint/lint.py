# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Runs one formatter or checker over the files of the work tree that git knows or would add.

By hand, with the tools on PATH: python build_tools/lint/lint.py ruff --root-file=pyproject.toml
`--fix` lets ruff and clang-format rewrite the files.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

_CXX_SUFFIXES = (".c", ".cc", ".cpp", ".h")
_LICENSED_SUFFIXES = (*_CXX_SUFFIXES, ".py", ".pyi", ".bzl", ".bazel", ".fbs", ".cmake", ".sh")
_MAX_LINES = 900
_COMPILER = "compiler/src/iree/compiler/Dialect/TT"
# A folder of modules that import each other by their bare names.
_CONFORMANCE = "runtime/src/iree/hal/drivers/tenstorrent/device_library/emulator/conformance/"

# Stand-ins for other repositories keep the file names that those have.
_SHIMS = "build_tools/bazel/shims/"


def _tool(name: str) -> str:
    """Returns the pinned program under Bazel, and the one on PATH otherwise."""
    return os.environ.get(name.replace("-", "_").upper(), name)


def _source_files(root: pathlib.Path) -> list[str]:
    """Returns the paths of all source files, relative to the root and sorted."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = sorted(set(listing.split("\0")) - {""})
    return [path for path in paths if (root / path).is_file()]


def _ruff(root: pathlib.Path, files: list[str], fix: bool) -> int:
    python = [path for path in files if path.endswith((".py", ".pyi"))]
    check = ["check", "--no-cache", *(["--fix"] if fix else []), *python]
    form = ["format", "--no-cache", *([] if fix else ["--diff", "--quiet"]), *python]
    return max(
        subprocess.run([_tool("ruff"), *arguments], cwd=root).returncode
        for arguments in (check, form)
    )


def _clang_format(root: pathlib.Path, files: list[str], fix: bool) -> int:
    cxx = [path for path in files if path.endswith(_CXX_SUFFIXES)]
    command = [_tool("clang-format"), "--style=file"]
    if fix:
        return subprocess.run([*command, "-i", *cxx], cwd=root).returncode
    result = subprocess.run(
        [*command, "--dry-run", "--Werror", *cxx], cwd=root, capture_output=True, text=True
    )
    places = re.findall(r"^(\S+?:\d+):\d+: error:", result.stderr, re.MULTILINE)
    for place in dict.fromkeys(places):
        print(f"{place}: not as clang-format would have it")
    if result.returncode and not places:
        print(result.stderr)
    return result.returncode


def _mypy(root: pathlib.Path, files: list[str], fix: bool) -> int:
    """Checks all Python files in the package layout that they are imported in."""
    del fix
    with tempfile.TemporaryDirectory() as scratch:
        base = pathlib.Path(scratch).resolve()
        modules = []
        for path in files:
            if not path.endswith(".py"):
                if not path.endswith((".pyi", "py.typed")):
                    continue
            elif path.startswith("build_tools/") or path.endswith("conf.py"):
                continue
            if path.startswith(_COMPILER):
                place = "iree/tenstorrent/compiler" + path.removeprefix(_COMPILER)
            else:
                place = path.removeprefix("bindings/python/").removeprefix(_CONFORMANCE)
            link = base / place
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(root / path)
            if path.endswith(".py"):
                modules.append(place)
        modules = [m for m in modules if not (base / m).with_suffix(".pyi").exists()]
        search = [str(base)]
        if runfiles := os.environ.get("RUNFILES_DIR"):
            search += [str(path) for path in pathlib.Path(runfiles).glob("*/bindings/python")]
        result = subprocess.run(
            [
                _tool("mypy"),
                f"--config-file={root / 'pyproject.toml'}",
                f"--cache-dir={base / '.mypy_cache'}",
                *modules,
            ],
            cwd=base,
            env={**os.environ, "MYPYPATH": ":".join(search)},
            capture_output=True,
            text=True,
        )
        for line in result.stdout.splitlines():
            print(line.replace("iree/tenstorrent/compiler", _COMPILER))
        print(result.stderr, end="")
        return result.returncode


def _house_rules(root: pathlib.Path, files: list[str], fix: bool) -> int:
    """Checks what no tool knows: licence headers, file sizes, names of BUILD files, paths of one machine."""
    del fix
    findings = []
    for path in files:
        if path.endswith(".lock"):
            continue
        try:
            text = (root / path).read_text()
        except UnicodeDecodeError:
            continue
        lines = text.count("\n")
        if path.endswith(_LICENSED_SUFFIXES):
            if "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception" not in text[:600]:
                findings.append(f"{path}: no SPDX licence header")
            if lines > _MAX_LINES:
                findings.append(f"{path}: {lines} lines; the most is {_MAX_LINES}")
        if os.path.basename(path) == "BUILD":
            findings.append(f"{path}: call it BUILD.bazel")
        if not path.startswith(("build_tools/lint/", _SHIMS)):
            for number, line in enumerate(text.splitlines(), 1):
                if re.search(r"(^|[^A-Za-z0-9_./$}])/(work|root|home)/", line):
                    findings.append(f"{path}:{number}: path of one machine")
                if re.search(r"\b(TODO|FIXME|XXX)\b", line):
                    findings.append(f"{path}:{number}: left open")
    print("\n".join(findings))
    return int(bool(findings))


_CHECKS = {
    "clang_format": _clang_format,
    "house_rules": _house_rules,
    "mypy": _mypy,
    "ruff": _ruff,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("check", choices=sorted(_CHECKS))
    parser.add_argument("--root-file", required=True, help="a file at the root of the work tree")
    parser.add_argument("--fix", action="store_true", help="rewrite the files instead of checking")
    options = parser.parse_args()
    root = pathlib.Path(options.root_file).resolve().parent
    files = _source_files(root)
    if not files:
        print(f"no source files found in {root}", file=sys.stderr)
        return 1
    return _CHECKS[options.check](root, files, options.fix)


if __name__ == "__main__":
    sys.exit(main())
