# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The dialect's op classes and builders, made from the table: `tt.cb_wait_front(cb, pages)`.

tt.pyi has their signatures. A builder creates its op at the insertion point and returns the result
where there is one. Integer and float arguments of operands become constants.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iree.compiler import ir
from iree.compiler.dialects._ods_common import _cext

from iree.tenstorrent.compiler.IR.dialect import TTDialect, TTOp, build
from iree.tenstorrent.compiler.IR.op_spec import OpSpec
from iree.tenstorrent.compiler.IR.op_table import OPS


def _op_class(spec: OpSpec) -> type[TTOp]:
    name = "".join(part.capitalize() for part in spec.name.split("_")) + "Op"
    body = {"OPERATION_NAME": f"tt.{spec.name}", "__doc__": spec.doc, "__module__": __name__}
    op_class: type[TTOp] = _cext.register_operation(TTDialect)(type(name, (TTOp,), body))
    return op_class


def _builder(spec: OpSpec) -> Callable[..., ir.Value | None]:
    def builder(*arguments: Any, name: str = "") -> ir.Value | None:
        op = build(spec.name, arguments, name)
        return op.results[0] if spec.result else None

    builder.__name__ = spec.name
    builder.__doc__ = spec.doc
    return builder


for _spec in OPS:
    _class = _op_class(_spec)
    globals()[_class.__name__] = _class
    globals()[_spec.name] = _builder(_spec)
