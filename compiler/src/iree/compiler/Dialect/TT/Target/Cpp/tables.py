# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The visible list of the printer's tables: one module a dialect, each with OPS and TYPES."""

from __future__ import annotations

from iree.tenstorrent.compiler.Target.Cpp import arith, scf, tt
from iree.tenstorrent.compiler.Target.Cpp.printer import Handler, TypeHandler

_MODULES = (arith, scf, tt)

HANDLERS: dict[str, Handler] = {name: h for module in _MODULES for name, h in module.OPS.items()}
TYPE_HANDLERS: tuple[TypeHandler, ...] = tuple(h for module in _MODULES for h in module.TYPES)
