# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Type-checks one kernel as one processor of one architecture, with the host's g++ and tt-metal's own headers.

GCC in 32-bit mode stands for the cards' compiler, which is a GCC too; it needs no 32-bit libraries. What
comes with that compiler and not with tt-metal (SFPI) is declared in `declarations/`.
"""

from __future__ import annotations

import dataclasses
import os
import pathlib
import re
import subprocess
import threading

from releases import RELEASES

from iree.tenstorrent.compiler.IR.metal_api import MetalApi

DATA_MOVEMENT = ("brisc", "ncrisc")
COMPUTE = ("unpack", "math", "pack")
PROCESSORS = (*DATA_MOVEMENT, *COMPUTE)


@dataclasses.dataclass(frozen=True)
class Architecture:
    """A chip, as tt-metal's headers tell it apart: name of its LLK, folder of its registers, its define, banks."""

    name: str
    folder: str
    define: str
    dram_banks: int
    l1_banks: int


ARCHITECTURES = {
    "blackhole": Architecture("blackhole", "blackhole", "ARCH_BLACKHOLE", 7, 130),
    "wormhole_b0": Architecture("wormhole_b0", "wormhole", "ARCH_WORMHOLE", 12, 64),
}

_DEFINES = (
    "TENSIX_FIRMWARE",
    "KERNEL_BUILD",
    "PCIE_NOC_X=19",
    "PCIE_NOC_Y=24",
    "DISPATCH_MESSAGE_ADDR=0",
    # Their number and values belong to the launch; here they only have to be there.
    "KERNEL_COMPILE_TIME_ARGS=" + ",".join(["0"] * 64),
)
# In a branch that no instance takes; GCC lets it pass only since version 13.
_UNTAKEN = re.compile(r"static_assert\(\s*false\b[^;]*;")
_ERROR = re.compile(r" (fatal )?error: ")


class Checker:
    """Checks kernels against the folder tt_metal at `root`; `work` is an empty folder for generated files.

    `api` is the generation of the release at `root`. May be used by several threads at once.
    """

    def __init__(
        self, root: pathlib.Path, work: pathlib.Path, api: MetalApi = MetalApi.V0_65
    ) -> None:
        self._release = RELEASES[api]
        self._root = work / "tt_metal"
        self._work = work
        self._declarations = pathlib.Path(__file__).parent / "declarations"
        self._standard = _standard_headers()
        self._lock = threading.Lock()
        self._prefixes: dict[tuple[str, str], pathlib.Path] = {}
        if not (root / self._release.probe).is_file():
            raise FileNotFoundError(
                f"no headers of tt-metal {api.value} in {root}: no {self._release.probe}"
            )
        _mirror(root, self._root)

    def errors(self, kernel: pathlib.Path, architecture: str, processor: str) -> list[str]:
        """The compiler's errors, each with what led to it ("FILE:LINE:COLUMN: error: ...")."""
        prefix = self._prefix(architecture, processor)
        command = [
            *self._command(architecture, processor),
            *("-fsyntax-only", "-include", str(prefix), str(kernel)),
        ]
        errors = _errors(_run(command))
        if processor in ("math", "pack") and not self._release.has_declared_sfpi:
            # SFPU functions stay unread: what counts is the kernel's own text and the API's assertions.
            errors = [error for error in errors if _is_of_api(error, kernel)]
        return errors

    def _prefix(self, architecture: str, processor: str) -> pathlib.Path:
        """The header that stands before a kernel, precompiled."""
        with self._lock:
            known = self._prefixes.get((architecture, processor))
            if known is not None:
                return known
            folder = self._work / f"{architecture}_{processor}"
            folder.mkdir(parents=True)
            is_compute = processor in COMPUTE
            header = folder / "prefix.h"
            # tt-metal's own list of the compute kernel's parts, without the kernel.
            (folder / "chlkc_list.h").write_text("#pragma once\n")
            (folder / "generated.h").write_text(
                "#pragma once\n" + self._release.generated(processor)
            )
            header.write_text(
                self._release.compute_prefix if is_compute else self._release.data_movement_prefix
            )
            output = _run(
                [
                    *self._command(architecture, processor),
                    *("-x", "c++-header", str(header), "-o", f"{header}.gch"),
                ]
            )
            broken = _errors(output)
            if broken:
                raise RuntimeError(
                    f"tt-metal's headers for {architecture}, {processor}:\n" + "\n".join(broken)
                )
            self._prefixes[architecture, processor] = header
            return header

    def _command(self, architecture: str, processor: str) -> list[str]:
        chip = ARCHITECTURES[architecture]
        words = {"name": chip.name, "folder": chip.folder}
        return [
            *("g++", "-m32", "-std=c++17", "-ffreestanding", "-w", "-fmax-errors=0"),
            f"-I{self._work / f'{architecture}_{processor}'}",
            f"-I{self._declarations}",
            *(f"-I{self._root / path.format(**words)}" for path in self._release.includes),
            *(
                f"-D{define}"
                for define in (*_DEFINES, *self._release.defines, *_chip_defines(chip))
            ),
            *(f"-D{define}" for define in _processor_defines(processor)),
            *(part for path in self._standard for part in ("-isystem", path)),
        ]


def _mirror(root: pathlib.Path, mirror: pathlib.Path) -> None:
    """Makes a tree of links to the headers of `root`, with copies of those that GCC 12 can't digest."""
    for folder, _, names in os.walk(root):
        target = mirror / os.path.relpath(folder, root)
        target.mkdir(parents=True, exist_ok=True)
        for name in names:
            if not name.endswith((".h", ".hpp", ".def", ".inc")):
                continue
            source = pathlib.Path(folder, name)
            text = source.read_text(errors="replace")
            if _UNTAKEN.search(text):
                (target / name).write_text(_UNTAKEN.sub("", text))
            else:
                (target / name).symlink_to(source)


def _chip_defines(chip: Architecture) -> list[str]:
    defines = [chip.define]
    for kind, count in (("DRAM", chip.dram_banks), ("L1", chip.l1_banks)):
        defines.append(f"NUM_{kind}_BANKS={count}")
        defines.append(f"LOG_BASE_2_OF_NUM_{kind}_BANKS={count.bit_length() - 1}")
        if count & (count - 1):
            defines.append(f"IS_NOT_POW2_NUM_{kind}_BANKS=1")
    return defines


def _processor_defines(processor: str) -> list[str]:
    index = PROCESSORS.index(processor)
    if processor in DATA_MOVEMENT:
        noc = 1 - index
        return [
            f"COMPILE_FOR_{processor.upper()}",
            f"PROCESSOR_INDEX={index}",
            f"NOC_INDEX={noc}",
            "NOC_MODE=0",
        ]
    return [
        f"COMPILE_FOR_TRISC={index - 2}",
        f"PROCESSOR_INDEX={index}",
        f"TRISC_{processor.upper()}",
        f"UCK_CHLKC_{processor.upper()}",
        f"NAMESPACE=chlkc_{processor}",
        f"MAIN={processor}_main()",
    ]


def _run(command: list[str]) -> str:
    environment = {**os.environ, "LC_ALL": "C"}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if result.returncode < 0:
        raise RuntimeError(f"{command[0]} ended with signal {-result.returncode}")
    return result.stderr


def _errors(output: str) -> list[str]:
    """The errors of GCC's output, each with the lines before it that say from where the place was reached."""
    errors: list[str] = []
    context: list[str] = []
    for line in output.splitlines():
        if _ERROR.search(line):
            errors.append("\n".join([*context, line]))
            context = []
        elif "required from" in line or "In instantiation of" in line:
            context.append(line)
    return errors


def _is_of_api(error: str, kernel: pathlib.Path) -> bool:
    place = error.splitlines()[-1]
    return place.startswith(str(kernel)) or "static assertion failed" in place


def _standard_headers() -> tuple[str, ...]:
    """Where the host's g++ looks for the C++ library's headers in its usual, 64-bit mode."""
    text = _run(["g++", "-E", "-v", "-x", "c++", "/dev/null"])
    listed = text.partition("search starts here:\n#include <")[2].partition("End of search")[0]
    paths = [line.strip() for line in listed.splitlines()[1:]]
    return tuple(path for path in paths if "/gcc/" not in path)
