# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Runs `iree-tenstorrent-info` as `python -m iree.tenstorrent.info`."""

import sys

from iree.tenstorrent.info.command import main

if __name__ == "__main__":
    sys.exit(main())
