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

_INCLUDES = (
    "",
    "..",
    "../ttnn/cpp",
    "include",
    "api",
    "hw/inc",
    "hw/inc/tt-1xx",
    "hw/inc/tt-1xx/{folder}",
    "hw/inc/tt-1xx/{folder}/{name}_defines",
    "hw/inc/tt-1xx/{folder}/noc",
    "hostdevcommon/api",
    "hw/ckernels/{name}/metal/common",
    "hw/ckernels/{name}/metal/llk_io",
    "hw/ckernels/{name}/metal/llk_api",
    "hw/ckernels/{name}/metal/llk_api/llk_sfpu",
    "third_party/tt_llk/tt_llk_{name}/common/inc",
    "third_party/tt_llk/tt_llk_{name}/common/inc/sfpu",
    "third_party/tt_llk/tt_llk_{name}/llk_lib",
    "hw/firmware/src/tt-1xx",
)
_DEFINES = (
    "TENSIX_FIRMWARE",
    "KERNEL_BUILD",
    "PCIE_NOC_X=19",
    "PCIE_NOC_Y=24",
    "DISPATCH_MESSAGE_ADDR=0",
    # Their number and values belong to the launch; here they only have to be there.
    "KERNEL_COMPILE_TIME_ARGS=" + ",".join(["0"] * 64),
)
# tt-metal generates these for each compute kernel.
_GENERATED = """#define DST_SYNC_MODE DstSync::SyncHalf
constexpr bool DST_ACCUM_MODE = true;
constexpr bool APPROX = false;
constexpr auto MATH_FIDELITY = 4;
"""
_TABLES = (
    *("src_format", "dst_format", "tile_num_faces", "partial_face", "tile_face_r_dim"),
    *("narrow_tile", "tile_r_dim", "tile_c_dim", "tile_size"),
)
# What stands before a kernel; its own includes are left to it.
_DATA_MOVEMENT_PREFIX = """#include "risc_common.h"
#include "tensix.h"
#include "tensix_types.h"
#include "noc.h"
#include "noc_overlay_parameters.h"
#include "stream_io_map.h"
#include "noc_nonblocking_api.h"
#include "firmware_common.h"
#include "dataflow_api.h"
"""
_COMPUTE_PREFIX = """#include "firmware_common.h"
#include "ckernel.h"
#include "ckernel_gpr_map.h"
#include "debug/fw_debug.h"
#include "llk_param_structs.h"
using namespace ckernel;
#include "generated.h"
#include "compute_kernel_api/common_globals.h"
"""
# In a branch that no instance takes; GCC lets it pass only since version 13.
_UNTAKEN = re.compile(r"static_assert\(\s*false\b[^;]*;")
_ERROR = re.compile(r" (fatal )?error: ")


class Checker:
    """Checks kernels against the folder tt_metal at `root`; `work` is an empty folder for generated files.

    May be used by several threads at once.
    """

    def __init__(self, root: pathlib.Path, work: pathlib.Path) -> None:
        self._root = work / "tt_metal"
        self._work = work
        self._declarations = pathlib.Path(__file__).parent / "declarations"
        self._standard = _standard_headers()
        self._lock = threading.Lock()
        self._prefixes: dict[tuple[str, str], pathlib.Path] = {}
        if not (root / "hw/inc/dataflow_api.h").is_file():
            raise FileNotFoundError(f"no tt-metal headers in {root}: no hw/inc/dataflow_api.h")
        _mirror(root, self._root)

    def errors(self, kernel: pathlib.Path, architecture: str, processor: str) -> list[str]:
        """The compiler's errors, each with what led to it ("FILE:LINE:COLUMN: error: ...")."""
        prefix = self._prefix(architecture, processor)
        command = [
            *self._command(architecture, processor),
            *("-fsyntax-only", "-include", str(prefix), str(kernel)),
        ]
        return _errors(_run(command))

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
            (folder / "generated.h").write_text("#pragma once\n" + _generated(processor))
            header.write_text(_COMPUTE_PREFIX if is_compute else _DATA_MOVEMENT_PREFIX)
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
            *(f"-I{self._root / path.format(**words)}" for path in _INCLUDES),
            *(f"-D{define}" for define in (*_DEFINES, *_chip_defines(chip))),
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


def _generated(processor: str) -> str:
    # Only the pack thread has the packer's tables.
    kind = "pack" if processor == "pack" else "unpack"
    tables = [f"constexpr unsigned char {kind}_{table}[32] = {{}};" for table in _TABLES]
    return _GENERATED + "\n".join([*tables, ""])


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


def _standard_headers() -> tuple[str, ...]:
    """Where the host's g++ looks for the C++ library's headers in its usual, 64-bit mode."""
    text = _run(["g++", "-E", "-v", "-x", "c++", "/dev/null"])
    listed = text.partition("search starts here:\n#include <")[2].partition("End of search")[0]
    paths = [line.strip() for line in listed.splitlines()[1:]]
    return tuple(path for path in paths if "/gcc/" not in path)
