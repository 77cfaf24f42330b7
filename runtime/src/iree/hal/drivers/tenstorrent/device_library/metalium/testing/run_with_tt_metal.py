# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Runs a program with the libtt_metal.so of the unpacked ttnn wheel, on a mock cluster of one chip.

usage: run_with_tt_metal.py WHEEL CLUSTER PROGRAM [ARGUMENT...]

WHEEL, CLUSTER (a cluster descriptor of tt-metal), PROGRAM and the value of --device_library= among the arguments are
relative to the workspace's runfiles.
"""

import os
import sys
from pathlib import Path


def main() -> None:
    workspace = Path(os.environ["RUNFILES_DIR"]) / os.environ["TEST_WORKSPACE"]
    wheel, cluster, program = (os.path.normpath(workspace / path) for path in sys.argv[1:4])
    root = Path(wheel) / "ttnn"
    environment = dict(
        os.environ,
        LD_LIBRARY_PATH=str(root / "build" / "lib"),
        TT_METAL_RUNTIME_ROOT=str(root),
        TT_METAL_MOCK_CLUSTER_DESC_PATH=cluster,
        TT_METAL_LOGGER_LEVEL="fatal",
        TT_METAL_CACHE=os.environ["TEST_TMPDIR"],
        HOME=os.environ["TEST_TMPDIR"],
    )
    library = "--device_library="
    arguments = [
        f"{library}{workspace / argument.removeprefix(library)}"
        if argument.startswith(library)
        else argument
        for argument in sys.argv[4:]
    ]
    os.execve(program, [program, *arguments], environment)


if __name__ == "__main__":
    main()
