# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""What iree.runtime.version tells: the IREE release that the native runtime is built from."""

PACKAGE_SUFFIX = "-tenstorrent"
VERSION = "3.13.0"
REVISIONS: dict[str, str] = {}
