# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Type-checks kernels against tt-metal's own headers, for Blackhole, with clang.

    check_kernels.py --tt-metal=DIR [--op-table] KERNEL.cpp...

DIR is the folder tt_metal of a tt-metal v0.65 tree; the ttnn 0.65.0 wheel holds one. Kernels are
those of --iree-hal-dump-executable-files-to; --op-table checks a call of every op of the TT dialect.
Compute kernels are checked as the unpack and as the pack thread: the math thread needs the compiler
of the SFPU. Only errors in the kernels count, since clang cannot digest all of the headers.
"""

from __future__ import annotations

import argparse
import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile

from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param, Roles
from iree.tenstorrent.compiler.IR.op_table import OPS

_INCLUDES = (
    "",
    "..",
    "../..",
    "include",
    "hw/inc",
    "hw/inc/tt-1xx",
    "hw/inc/tt-1xx/blackhole",
    "hw/inc/tt-1xx/blackhole/noc",
    "hostdevcommon/api",
    "api",
    "hw/ckernels/blackhole/metal/common",
    "hw/ckernels/blackhole/metal/llk_io",
    "hw/ckernels/blackhole/metal/llk_api",
    "hw/ckernels/blackhole/metal/llk_api/llk_sfpu",
    "third_party/tt_llk/tt_llk_blackhole/common/inc",
    "third_party/tt_llk/tt_llk_blackhole/llk_lib",
    "hw/firmware/src/tt-1xx",
)
_DEFINES = (
    "ARCH_BLACKHOLE",
    "TENSIX_FIRMWARE",
    "KERNEL_BUILD",
    "NUM_DRAM_BANKS=7",
    "NUM_L1_BANKS=130",
    "LOG_BASE_2_OF_NUM_DRAM_BANKS=3",
    "LOG_BASE_2_OF_NUM_L1_BANKS=7",
    "IS_NOT_POW2_NUM_DRAM_BANKS=1",
    "IS_NOT_POW2_NUM_L1_BANKS=1",
    "PCIE_NOC_X=19",
    "PCIE_NOC_Y=24",
    "DISPATCH_MESSAGE_ADDR=0",
)
# Headers that need the SFPU's compiler in every thread.
_UNCHECKED = ("compute_kernel_api/eltwise_unary/cbrt.h",)
# What comes with the RISC-V compiler or is generated for each kernel.
_LLTT = """#pragma once
namespace lltt {
enum ExecBool : bool { NoExec, Exec };
template <ExecBool = NoExec> inline void record(unsigned, unsigned) {}
inline void replay(unsigned, unsigned) {}
constexpr unsigned replay_insn(unsigned start, unsigned length) { return start ^ length; }
}
"""
_MODES = {
    "dst_accum_mode": "constexpr bool DST_ACCUM_MODE = true;",
    "dst_sync_mode": "#define DST_SYNC_MODE DstSync::SyncHalf",
}
_TABLES = {
    "data_format": ("src_format", "dst_format"),
    "tile_dims": (
        *("tile_num_faces", "partial_face", "tile_face_r_dim", "narrow_tile"),
        *("tile_r_dim", "tile_c_dim", "tile_size"),
    ),
}
_DATA_MOVEMENT = """#include "risc_common.h"
#include "tensix.h"
#include "tensix_types.h"
#include "noc.h"
#include "noc_overlay_parameters.h"
#include "stream_io_map.h"
#include "noc_nonblocking_api.h"
#include "firmware_common.h"
#include "dataflow_api.h"
"""
_COMPUTE = '#include "firmware_common.h"\n#include "chlkc_list.h"\n'
_VALUES = {
    "cb": "0",
    "u32": "1",
    "bool": "true",
    "f32_bits": "0x3f800000",
    "data_format": "(uint32_t)DataFormat::Float32",
    "i32": "word",
    "index": "word",
    "any": "word",
    "i64": "uint64_t(word)",
    "f32": "float(word)",
    "addr_gen": "arena",
}


@dataclasses.dataclass(frozen=True)
class Checker:
    """Runs clang with the headers at `root`; `work` is a folder for generated files."""

    root: pathlib.Path
    work: pathlib.Path
    standard_headers: tuple[str, ...]

    def errors(self, kernel: pathlib.Path) -> list[str]:
        """The compiler's errors in the kernel itself, or the reason for which it stopped."""
        text = kernel.read_text()
        if "kernel_main" in text:
            defines = ["COMPILE_FOR_BRISC", "PROCESSOR_INDEX=0", "NOC_INDEX=0", "NOC_MODE=0"]
            return self._run(kernel, f'{_DATA_MOVEMENT}#include "{kernel}"\n', defines)
        found: list[str] = []
        for number, thread in ((0, "unpack"), (2, "pack")):
            (self.work / f"chlkc_{thread}.cpp").write_text(f'#include "{kernel}"\n')
            defines = [
                f"COMPILE_FOR_TRISC={number}",
                f"PROCESSOR_INDEX={number + 2}",
                f"TRISC_{thread.upper()}",
                f"UCK_CHLKC_{thread.upper()}",
                f"NAMESPACE=chlkc_{thread}",
                f"MAIN={thread}_main()",
            ]
            found += self._run(kernel, _COMPUTE, defines)
        return found

    def _run(self, kernel: pathlib.Path, source: str, defines: list[str]) -> list[str]:
        command = [
            *("clang++", "--target=riscv32-unknown-elf", "-march=rv32im", "-mabi=ilp32"),
            *("-fsyntax-only", "-std=c++17", "-ffreestanding", "-w", "-ferror-limit=0"),
            *("-D_GLIBCXX_HOSTED=0", "-x", "c++", "-I", str(self.work)),
            *(f"-I{self.root / path}" for path in _INCLUDES),
            *(f"-D{define}" for define in (*_DEFINES, *defines)),
            *(part for path in self.standard_headers for part in ("-isystem", path)),
            "-",
        ]
        result = subprocess.run(command, input=source, capture_output=True, text=True, check=False)
        where = re.compile(rf"^{re.escape(str(kernel))}:.* error: |fatal error: ")
        return [line for line in result.stderr.splitlines() if where.search(line)]


def _write_generated_headers(work: pathlib.Path) -> None:
    (work / "gnu").mkdir()
    (work / "gnu/stubs-32.h").write_text("")
    (work / "lltt.h").write_text(_LLTT)
    for name, text in _MODES.items():
        (work / f"chlkc_{name}.h").write_text(f"#pragma once\n{text}\n")
    for thread in ("pack", "unpack"):
        for name, tables in _TABLES.items():
            lines = [f"constexpr unsigned char {thread}_{table}[32] = {{}};" for table in tables]
            (work / f"chlkc_{thread}_{name}.h").write_text("\n".join(["#pragma once", *lines, ""]))


def _standard_headers() -> tuple[str, ...]:
    """Where the host's compiler looks for the C++ library's headers."""
    command = ["g++", "-E", "-v", "-x", "c++", "/dev/null"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    listed = text.partition("search starts here:\n#include <")[2].partition("End of search")[0]
    paths = [line.strip() for line in listed.splitlines()[1:]]
    return tuple(path for path in paths if "/gcc/" not in path)


def _argument(param: Param) -> str:
    return ", ".join([_VALUES[param.kind]] * (2 if param.variadic else 1))


def _call(spec: OpSpec) -> str:
    call = spec.call.format(**{param.name: _argument(param) for param in spec.params})
    if spec.result == "addr_gen":
        return f"  {{ const InterleavedAddrGen<true> result = {call}; }}"
    return f"  {{ auto result = {call}; }}" if spec.result else f"  {call};"


def _write_op_table(work: pathlib.Path) -> list[pathlib.Path]:
    """A kernel for each kind of processor that calls all its functions once."""
    files = []
    for role, name in ((Roles.DATA_MOVEMENT, "data_movement"), (Roles.COMPUTE, "compute")):
        specs = [spec for spec in OPS if role in spec.roles and not spec.prelude]
        specs = [spec for spec in specs if spec.header not in _UNCHECKED]
        body = "\n".join(["  uint32_t word = 0;", *(_call(spec) for spec in specs)])
        if role is Roles.COMPUTE:
            headers = sorted({spec.header for spec in specs if spec.header})
            text = "\n".join(f'#include "{header}"' for header in headers)
            text += f"\nnamespace NAMESPACE {{\nvoid MAIN {{\n{body}\n}}\n}}\n"
        else:
            arena = "  const InterleavedAddrGen<true> arena = {.page_size = 4096};"
            text = f"void kernel_main() {{\n{arena}\n{body}\n}}\n"
        files.append(work / f"op_table_{name}.cpp")
        files[-1].write_text(text)
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tt-metal", required=True, type=pathlib.Path, metavar="DIR")
    parser.add_argument("--op-table", action="store_true", help="check every op of the TT dialect")
    parser.add_argument("kernels", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        _write_generated_headers(work)
        kernels = [kernel.resolve() for kernel in arguments.kernels]
        if arguments.op_table:
            kernels += _write_op_table(work)
        checker = Checker(arguments.tt_metal.resolve(), work, _standard_headers())
        failed = 0
        for kernel in kernels:
            errors = checker.errors(kernel)
            failed += bool(errors)
            print(f"{kernel.name}: {'wrong' if errors else 'ok'}")
            for error in errors:
                print(f"  {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
