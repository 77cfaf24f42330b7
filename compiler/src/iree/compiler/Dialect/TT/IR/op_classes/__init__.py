# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Modules that MLIR imports for operations of dialects whose own modules take long to import.

MLIR imports a dialect's module when it first makes an operation's Python object. The modules here
are named as the dialects and have no more than the same classes of operations.
"""

from iree.compiler.dialects._ods_common import _cext


def prefer() -> None:
    """Lets MLIR look here first, for the rest of the process."""
    others = [name for name in _cext.globals.dialect_search_modules if name != __name__]
    _cext.globals.dialect_search_modules = [__name__, *others]
