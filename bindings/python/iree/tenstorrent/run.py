# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""`run_on_tenstorrent`: compile, load and call in one step."""

from typing import Any

from .compile import compile_module
from .module import load_module


def run_on_tenstorrent(
    mlir: str | bytes, *arguments: Any, function: str | None = None, device: str = "tenstorrent"
) -> Any:
    """Compiles a program, runs one of its functions on a Tenstorrent device, and returns the results.

    The device is opened once a process, and a program that was compiled before in this process is not compiled again.

    Args:
      mlir: the program, as MLIR text or bytecode, in any form that IREE takes (StableHLO, TOSA, linalg, torch, ONNX).
      *arguments: the function's arguments: numpy arrays, and Python numbers for scalars.
      function: name of the function; may be left out where the module exports only one.
      device: URI of the device.

    Returns:
      What the function returns, as `Function.__call__` gives it.

    Raises:
      CompileError: the program does not compile.
      DeviceNotFoundError: no such device.
      ValueError: `function` is left out and the module exports several.
    """
    module = load_module(compile_module(mlir), device)
    if function is None:
        if len(module.functions) != 1:
            raise ValueError(
                f"say which function: the module exports {', '.join(module.functions)}"
            )
        function = module.functions[0]
    return module[function](*arguments)
