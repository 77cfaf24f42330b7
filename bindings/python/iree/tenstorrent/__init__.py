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

from importlib import import_module
from pkgutil import extend_path
from typing import TYPE_CHECKING, Any

# The compiler half of the package (`iree.tenstorrent.compiler`) may live in another folder of sys.path.
__path__ = extend_path(__path__, __name__)

from .tool_path import install_tool_path

if TYPE_CHECKING:
    from .compile import CompiledModule, CompileError, Dispatch, Kernel, compile_module
    from .device import DeviceInfo, DeviceNotFoundError, list_devices
    from .module import Function, Module, load_module
    from .run import run_on_tenstorrent

__all__ = [
    "CompileError",
    "CompiledModule",
    "DeviceInfo",
    "DeviceNotFoundError",
    "Dispatch",
    "Function",
    "Kernel",
    "Module",
    "compile_module",
    "list_devices",
    "load_module",
    "run_on_tenstorrent",
]

# The module that has each name. They are imported when a name is first used: the compiler, which is part of this
# package, then starts without numpy and the runtime.
_MODULES = {
    "CompileError": "compile",
    "CompiledModule": "compile",
    "DeviceInfo": "device",
    "DeviceNotFoundError": "device",
    "Dispatch": "compile",
    "Function": "module",
    "Kernel": "compile",
    "Module": "module",
    "compile_module": "compile",
    "list_devices": "device",
    "load_module": "module",
    "run_on_tenstorrent": "run",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "compiler"]


install_tool_path()
