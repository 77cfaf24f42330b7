# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The native half of iree.runtime: _runtime.so, built from source with the Tenstorrent driver linked in.

It has the name and place of the stock wheel's package, which it takes the place of.
"""
