# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The TT dialect's operations. MLIR looks for a module that it does not find anew for each operation."""

from iree.tenstorrent.compiler.IR.tt import *  # noqa: F403
