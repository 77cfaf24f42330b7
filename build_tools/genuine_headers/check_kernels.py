# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Type-checks kernels against tt-metal's own headers.

    check_kernels.py --tt-metal=DIR [--metal-api=v0.65] [--arch=blackhole] [--op-table] KERNEL.cpp...

DIR is the folder tt_metal of a tt-metal tree; the ttnn wheel holds one. Kernels are those of
--iree-hal-dump-executable-files-to; --op-table checks a call of every op of the TT dialect. A
data-movement kernel is checked as both of its processors, a compute kernel as its three.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
import tempfile

from checker import ARCHITECTURES, COMPUTE, DATA_MOVEMENT, Checker
from op_table_kernels import compute_kernels, data_movement_kernel

from iree.tenstorrent.compiler.IR.metal_api import DEFAULT_METAL_API, METAL_APIS, MetalApi


def _op_table(folder: pathlib.Path, api: MetalApi) -> list[pathlib.Path]:
    texts = {"op_table": data_movement_kernel(api)}
    for header, text in compute_kernels(api).items():
        texts["op_table_" + header.removesuffix(".h").replace("/", "_")] = text
    files = []
    for name, text in texts.items():
        files.append(folder / f"{name}.cpp")
        files[-1].write_text(text)
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tt-metal", required=True, type=pathlib.Path, metavar="DIR")
    parser.add_argument("--metal-api", choices=METAL_APIS, default=DEFAULT_METAL_API.value)
    parser.add_argument("--arch", choices=sorted(ARCHITECTURES), action="append")
    parser.add_argument("--op-table", action="store_true", help="check every op of the TT dialect")
    parser.add_argument("kernels", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        api = MetalApi(arguments.metal_api)
        checker = Checker(arguments.tt_metal.resolve(), work, api)
        kernels = [kernel.resolve() for kernel in arguments.kernels]
        if arguments.op_table:
            kernels += _op_table(work, api)
        for kernel in kernels:
            text = kernel.read_text()
            is_data_movement = "compute_kernel_api" not in text and "api/compute/" not in text
            for architecture in arguments.arch or sorted(ARCHITECTURES):
                for processor in DATA_MOVEMENT if is_data_movement else COMPUTE:
                    errors = checker.errors(kernel, architecture, processor)
                    failed += bool(errors)
                    print(
                        f"{kernel.name} {architecture} {processor}: {'wrong' if errors else 'ok'}"
                    )
                    for error in errors:
                        print("  " + error.replace("\n", "\n  "))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
