# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""linalg without opdsl, which defines all named operations anew as Python functions: 0.1 s."""

from iree.compiler.dialects._linalg_ops_gen import *  # noqa: F403
