# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Run MLIR programs on Tenstorrent devices, through IREE.

    import numpy as np
    import iree.tenstorrent as tt

    result = tt.run_on_tenstorrent(mlir, np.ones((32, 32), np.float32))

`compile_module` and `load_module` are the same in two steps, for programs that run more than once or have several
functions; `list_devices` says what there is to run on. Importing this package also makes
`iree.compiler.compile_str(mlir, target_backends=["tenstorrent"])` work: it tells IREE's Python compiler tools (by
IREE_TOOL_PATH) where our `iree-compile` is.
"""

from pkgutil import extend_path

# The compiler half of the package (`iree.tenstorrent.compiler`) may live in another folder of sys.path.
__path__ = extend_path(__path__, __name__)

from .compile import CompiledModule, CompileError, Kernel, compile_module
from .device import DeviceInfo, DeviceNotFoundError, list_devices
from .module import Function, Module, load_module
from .run import run_on_tenstorrent
from .tool_path import install_tool_path

__all__ = [
    "CompileError",
    "CompiledModule",
    "DeviceInfo",
    "DeviceNotFoundError",
    "Function",
    "Kernel",
    "Module",
    "compile_module",
    "list_devices",
    "load_module",
    "run_on_tenstorrent",
]

install_tool_path()
