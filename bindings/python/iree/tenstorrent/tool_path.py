# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Lets IREE's own Python compiler tools find our `iree-compile`."""

import os
import sys
from pathlib import Path

_TOOL_PATH = "IREE_TOOL_PATH"
# Read by _tools/iree-compile: the interpreter that has this package.
_INTERPRETER = "IREE_TENSTORRENT_PYTHON"


def install_tool_path() -> None:
    """Puts the folder with our `iree-compile` first on IREE_TOOL_PATH, which IREE's tools search first.

    A folder that the user put there already stays and is searched after ours, unless it has an iree-compile that
    the user wants: a path that names one of ours stays as it is.
    """
    folder = str(Path(__file__).parent / "_tools")
    os.environ.setdefault(_INTERPRETER, sys.executable)
    present = [entry for entry in os.environ.get(_TOOL_PATH, "").split(os.pathsep) if entry]
    if folder not in present:
        os.environ[_TOOL_PATH] = os.pathsep.join([folder, *present])
