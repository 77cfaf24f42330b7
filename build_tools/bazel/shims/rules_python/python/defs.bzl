# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The native Python rules under the names that rules_python gives them."""

py_binary = native.py_binary
py_library = native.py_library
py_test = native.py_test
