# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Empty TableGen macros: the compiler half of IREE, which would use them, is not built here."""

def gentbl_cc_library(**_kwargs):
    pass

def gentbl_filegroup(**_kwargs):
    pass

def td_library(**_kwargs):
    pass
