# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles every kernel of the ttnn wheel against the emulated device's headers and reports the share that compiles.

    compile_sweep.py --wheel=DIR --include=DIR [--errors] [--only=TEXT]

Kernels that use what the emulated device says it has not (fabric, Ethernet, sockets, remote circular buffers, raw
registers and Tensix instructions) are listed apart, by the header or name that tells. What a host program would
define for a kernel (the functions of an operation's family, say) is in `kernel_defines.py`; compile-time arguments
are all 2 unless that file says otherwise: as an accessor's kind that is an interleaved DRAM buffer.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import subprocess
import sys

from kernel_defines import compile_time_args, defines

# What tells that a kernel needs more than the documented kernel API of one chip.
_UNDOCUMENTED = {
    "fabric": r"fabric|minimal_ccl_common|worker_routing_utils|moe_utils|edm_|command_processor",
    "Ethernet": r"erisc|eth_chan|ethernet/",
    "sockets": r"socket_api|sender_socket|receiver_socket",
    "remote circular buffers": r"remote_circular_buffer|remote_cb_|experimental::(Noc|CircularBuffer)\b",
    "firmware and dispatch": r"impl/dispatch|cq_prefetch|tools/profiler/sync|firmware/src",
    "raw registers": r"RISCV_DEBUG|mailbox_(read|write)|\bTTI?_[A-Z]|reg_read\(|reg_write\(|"
    r"NOC_CMD_BUF_WRITE_REG|NOC_STREAM_|"
    r"STREAM_REG_ADDR|noc_fast_|ncrisc_noc_|reg_base|NOC_STATUS_READ_REG|RISCV_DEBUG_REG",
    "LLK internals": r"\bllk_(unpack|math|pack)_|\b_llk_|\bsfpi::|\bdst_reg\b|sfpu::|'sfpi'",
}


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What became of one kernel: "ok", "failed", or the kind of undocumented API that it uses."""

    path: str
    family: str
    outcome: str
    errors: tuple[str, ...] = ()


def kernels(wheel: pathlib.Path) -> list[pathlib.Path]:
    """All kernels of the wheel."""
    found = []
    for root in (wheel / "ttnn/ttnn/cpp", wheel / "ttnn/tt_metal/kernels"):
        for path in sorted(root.rglob("*.cpp")):
            text = path.read_text(errors="replace")
            if re.search(r"\bvoid\s+kernel_main\s*\(\)|\bvoid\s+MAIN\b", text):
                found.append(path)
    return found


def family(path: pathlib.Path) -> str:
    """The operation's folder, as "eltwise", "normalization", "moreh"."""
    parts = path.parts
    if "operations" in parts:
        return parts[parts.index("operations") + 1]
    return "tt_metal" if "tt_metal" in parts else "deprecated"


def translation_unit(path: pathlib.Path, text: str) -> str:
    """The kernel as kernel_source.cc wraps it, for Blackhole."""
    is_compute = re.search(r"\bvoid\s+MAIN\b", text) is not None
    is_writer = "writer" in path.name
    role = 1 if is_compute else 2 if is_writer else 0
    arguments = compile_time_args(str(path))
    names = sorted(set(re.findall(r'get_named_compile_time_arg_val\(\s*"(\w+)"', text)))
    macros = {
        "KERNEL_BUILD": "1",
        "TENSIX_FIRMWARE": "1",
        "ARCH_BLACKHOLE": "1",
        "NUM_DRAM_BANKS": "7",
        "IS_NOT_POW2_NUM_DRAM_BANKS": "1",
        "NUM_L1_BANKS": "120",
        "IS_NOT_POW2_NUM_L1_BANKS": "1",
        "DRAM_ALIGNMENT": "64",
        "LOG_BASE_2_OF_DRAM_ALIGNMENT": "6",
        "L1_ALIGNMENT": "16",
        "LOG_BASE_2_OF_L1_ALIGNMENT": "4",
        "MEM_ZEROS_BASE": "12864",
        "MEM_ZEROS_SIZE": "512",
        "NOC_MAX_BURST_SIZE": "16384",
        "NOC_INDEX": "1" if is_writer else "0",
        "NOC_MODE": "0",
        "TT_EMU_ROLE": str(role),
        "TT_EMU_STANDARD_LIBRARY": "1",
        "KERNEL_COMPILE_TIME_ARGS": ",".join(map(str, arguments)),
        **(
            {"KERNEL_COMPILE_TIME_ARG_MAP": ",".join(f'{{"{name}", 2}}' for name in names)}
            if names
            else {}
        ),
        "TT_EMU_CB_FORMATS": ",".join(["5"] * 32),
        "TT_EMU_CB_UNPACK_TO_DEST_MODES": ",".join(["0"] * 32),
        "TT_EMU_MATH_FIDELITY": "4",
        "TT_EMU_DST_ACCUM_MODE": "0",
        "TT_EMU_DST_SYNC_FULL": "0",
        "TT_EMU_APPROX": "0",
        **(
            {"COMPILE_FOR_TRISC": "1", "NAMESPACE": "chlkc_math"}
            if is_compute
            else {"COMPILE_FOR_BRISC" if is_writer else "COMPILE_FOR_NCRISC": "1"}
        ),
        **defines(str(path), is_compute),
    }
    lines = [f"#define {name} {value}" for name, value in macros.items()]
    lines += ['#include "tt_emu/kernel_prelude.h"', f'#include "{path}"']
    lines += ['#include "tt_emu/kernel_entry.h"', ""]
    return "\n".join(lines)


def check(path: pathlib.Path, wheel: pathlib.Path, include: pathlib.Path) -> Outcome:
    text = path.read_text(errors="replace")
    name = str(path.relative_to(wheel))
    command = [
        *("g++", "-std=c++17", "-fsyntax-only", "-w", "-fmax-errors=0", "-x", "c++"),
        *(f"-I{include}", f"-I{wheel}/ttnn", f"-I{wheel}/ttnn/ttnn", f"-I{wheel}/ttnn/ttnn/cpp"),
        "-",
    ]
    result = subprocess.run(
        command,
        input=translation_unit(path, text),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    errors = tuple(line for line in result.stderr.splitlines() if " error: " in line)
    if not result.returncode:
        return Outcome(name, family(path), "ok")
    for kind, pattern in _UNDOCUMENTED.items():
        if re.search(pattern, text) or (kind == "LLK internals" and "'sfpi'" in "".join(errors)):
            return Outcome(name, family(path), kind)
    return Outcome(name, family(path), "failed", errors)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", required=True, type=pathlib.Path, metavar="DIR")
    parser.add_argument("--include", required=True, type=pathlib.Path, metavar="DIR")
    parser.add_argument("--errors", action="store_true", help="print why kernels do not compile")
    parser.add_argument("--only", default="", help="only kernels whose path has this")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth kernel")
    parser.add_argument("--at-least", type=float, default=0.0, metavar="PERCENT")
    arguments = parser.parse_args()
    wheel, include = arguments.wheel.resolve(), arguments.include.resolve()
    paths = [path for path in kernels(wheel) if arguments.only in str(path)]
    paths = paths[:: arguments.every]
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        outcomes = list(executor.map(lambda path: check(path, wheel, include), paths))
    families: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for outcome in outcomes:
        families[outcome.family][outcome.outcome] += 1
        if arguments.errors and outcome.errors:
            print(outcome.path)
            for error in outcome.errors[:6]:
                print("  " + error)
    total: collections.Counter[str] = collections.Counter()
    for name, counts in sorted(families.items()):
        total += counts
        print(f"{name:20} {_share(counts)}")
    print(f"{'all':20} {_share(total)}")
    for kind in _UNDOCUMENTED:
        print(f"  not counted: {total[kind]:3} {kind}")
    documented = total["ok"] + total["failed"]
    return int(100 * total["ok"] < arguments.at_least * documented)


def _share(counts: collections.Counter[str]) -> str:
    documented = counts["ok"] + counts["failed"]
    percent = 100 * counts["ok"] / documented if documented else 0
    return f"{counts['ok']:4} of {documented:4}  {percent:5.1f} %"


if __name__ == "__main__":
    sys.exit(main())
