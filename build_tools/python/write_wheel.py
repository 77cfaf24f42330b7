# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Writes a wheel (PEP 427) from a manifest of files; the build's `tt_wheel` rule runs it.

usage: write_wheel.py MANIFEST.json OUT.whl

The same inputs give the same bytes: entries are sorted and have no dates.
"""

import base64
import hashlib
import json
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

_DATE = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    manifest = json.loads(Path(sys.argv[1]).read_text())
    write(manifest, Path(sys.argv[2]))


def write(manifest: dict[str, Any], target: Path) -> None:
    """Writes the wheel that a manifest describes.

    Raises:
      ValueError: the manifest's version is not that of pyproject.toml.
    """
    project = tomllib.loads(Path(manifest["project"]).read_text())["project"]
    if manifest["version"] != project["version"]:
        raise ValueError(
            f"{manifest['distribution']}: version {manifest['version']}, "
            f"but pyproject.toml says {project['version']}"
        )
    name = manifest["distribution"].replace("-", "_")
    info = f"{name}-{manifest['version']}.dist-info"
    records = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as wheel:

        def add(path: str, data: bytes, executable: bool = False) -> None:
            entry = zipfile.ZipInfo(path, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if executable else 0o100644) << 16
            wheel.writestr(entry, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            records.append(f"{path},sha256={digest},{len(data)}")

        for path, source in sorted(manifest["contents"].items()):
            file = Path(source)
            add(path, file.read_bytes(), executable=_is_program(path, file))
        add(f"{info}/licenses/LICENSE", Path(manifest["license"]).read_bytes())
        add(f"{info}/METADATA", _metadata(manifest, project).encode())
        add(f"{info}/WHEEL", _wheel(manifest).encode())
        if manifest["scripts"]:
            lines = [f"{name} = {call}" for name, call in sorted(manifest["scripts"].items())]
            add(
                f"{info}/entry_points.txt",
                "\n".join(["[console_scripts]", *lines, ""]).encode(),
            )
        records.append(f"{info}/RECORD,,")
        entry = zipfile.ZipInfo(f"{info}/RECORD", _DATE)
        entry.external_attr = 0o100644 << 16
        wheel.writestr(entry, "\n".join([*records, ""]))


def _is_program(path: str, file: Path) -> bool:
    """Bazel makes every file executable: a program is what starts as one and is no module."""
    if path.endswith((".py", ".pyi", ".so")):
        return False
    with file.open("rb") as stream:
        return stream.read(4) == b"\x7fELF" or (stream.seek(0) == 0 and stream.read(2) == b"#!")


def _metadata(manifest: dict[str, Any], project: dict[str, Any]) -> str:
    own = project["dependencies"] if manifest["distribution"] == project["name"] else []
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {manifest['distribution']}",
        f"Version: {manifest['version']}",
        f"Summary: {manifest['summary']}",
        f"License-Expression: {project['license']}",
        "License-File: LICENSE",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {requirement}" for requirement in [*own, *manifest["requirements"]]),
        "Description-Content-Type: text/markdown",
        "",
        Path(manifest["readme"]).read_text(),
    ]
    return "\n".join(lines)


def _wheel(manifest: dict[str, Any]) -> str:
    return "\n".join(
        [
            "Wheel-Version: 1.0",
            "Generator: iree-tenstorrent",
            f"Root-Is-Purelib: {'false' if manifest['native'] else 'true'}",
            f"Tag: {manifest['tag']}",
            "",
        ]
    )


if __name__ == "__main__":
    main()
